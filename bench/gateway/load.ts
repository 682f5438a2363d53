import { Pool } from 'undici';

/** One turn of load on one server. */
export interface Turn {
  readonly requests: number;
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
}

/** A client that keeps `connections` requests under way. */
export class LoadClient {
  readonly #pool: Pool;
  readonly #body: string;

  constructor(
    origin: string,
    readonly path: string,
    query: string,
    readonly connections: number,
  ) {
    this.#pool = new Pool(origin, { connections });
    this.#body = JSON.stringify({ query });
  }

  async ask(): Promise<string> {
    const { statusCode, body } = await this.#send();
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}: ${text.slice(0, 500)}`);
    return text;
  }

  /** Asks again and again until the time is over. An answer with another length than `expectedBytes` is an error. */
  async run(turnMs: number, expectedBytes: number): Promise<Turn> {
    const latenciesMs: number[] = [];
    const start = performance.now();
    const lane = async () => {
      while (performance.now() - start < turnMs) {
        const sent = performance.now();
        const { statusCode, body } = await this.#send();
        let bytes = 0;
        for await (const chunk of body as AsyncIterable<Buffer>) bytes += chunk.length;
        if (statusCode !== 200 || bytes !== expectedBytes) {
          throw new Error(`Expected ${expectedBytes} bytes, but got HTTP ${statusCode}, ${bytes}`);
        }
        latenciesMs.push(performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: this.connections }, lane));
    return {
      requests: latenciesMs.length,
      seconds: (performance.now() - start) / 1_000,
      latenciesMs,
    };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #send() {
    return this.#pool.request({
      path: this.path,
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: this.#body,
    });
  }
}
