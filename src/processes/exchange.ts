import { z } from 'zod';
import type { Line } from './line.ts';
import { mergeMetrics } from './merge-metrics.ts';

/** What the processes of one server share. */
export interface ExchangeOptions {
  /** Counts what callers were refused. */
  readonly probes: { refuse(caller: string, letters: number): void };
  /** Counts what callers send. Default: nothing is counted. */
  readonly rateLimiter?: { take(caller: string, amount: number): number } | undefined;
  /** Metrics of the process that the exchange is in. */
  readonly writeMetrics: () => Promise<string>;
  /** Milliseconds that a process has to forget what it keeps. Default: 10 seconds. */
  readonly forgetMs?: number;
  /** Milliseconds that a process has to say its metrics. Default: 2 seconds. */
  readonly metricsMs?: number;
}

const refused = z.object({ caller: z.string(), letters: z.number() });
const rate = z.object({ caller: z.string(), amount: z.number() });

/** Where lines of all processes of a server come together: what has to be known once is known here. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #lines = new Map<Line, () => void>();
  /** Who imports. */
  #turn: Line | undefined;

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /**
   * Serves a process from now on.
   *
   * @param end Ends it by force. Called when it does not forget what it keeps in time, for it would answer what is no longer so.
   */
  connect(line: Line, end: () => void): void {
    const {
      probes,
      rateLimiter,
      writeMetrics,
      forgetMs = 10_000,
      metricsMs = 2000,
    } = this.#options;
    this.#lines.set(line, end);
    line.on('forget', async () => {
      const others = [...this.#lines].filter(([other]) => other !== line);
      await Promise.all(
        // One that has ended keeps nothing.
        others.map(([other, force]) =>
          within(forgetMs, other.ask('forget'), force).catch(() => {}),
        ),
      );
    });
    line.on('refused', (about) => {
      const { caller, letters } = refused.parse(about);
      probes.refuse(caller, letters);
    });
    line.on('rate', (about) => {
      const { caller, amount } = rate.parse(about);
      return rateLimiter?.take(caller, amount) ?? 0;
    });
    line.on('take-turn', () => {
      if (this.#turn !== undefined) return false;
      this.#turn = line;
      return true;
    });
    line.on('give-back-turn', () => this.#giveBack(line));
    line.on('metrics', async () => {
      const texts = await Promise.all([
        writeMetrics(),
        // One that is too busy, or starts, is left out.
        ...[...this.#lines.keys()].map((one) =>
          within(metricsMs, one.ask('metrics')).catch(() => null),
        ),
      ]);
      return mergeMetrics(texts.filter((text) => typeof text === 'string'));
    });
    line.on('ring', () => {
      for (const other of this.#lines.keys()) if (other !== line) other.tell('ring');
    });
  }

  /** A process has ended. What it held is free. */
  disconnect(line: Line): void {
    this.#lines.delete(line);
    this.#giveBack(line);
    line.close();
  }

  #giveBack(line: Line): void {
    if (this.#turn === line) this.#turn = undefined;
  }
}

/** Rejects when an answer takes longer. */
async function within<T>(ms: number, answer: Promise<T>, onLate = () => {}): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    onLate();
    late.reject(new Error(`No answer within ${ms} ms.`));
  }, ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
