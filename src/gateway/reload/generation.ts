import type { Gateway } from '../create-gateway.ts';

/** One gateway among those that follow each other. It is closed when it is retired and its last operation is done. */
export class Generation<TContext> {
  #running = 0;
  #retired = false;
  #closed: Promise<void> | undefined;
  readonly #onClosed: ((error: unknown) => void) | undefined;

  /** @param onClosed Told once it is closed, with an error if that failed. */
  constructor(
    readonly gateway: Gateway<TContext>,
    onClosed?: (error: unknown) => void,
  ) {
    this.#onClosed = onClosed;
  }

  /** Keeps the gateway open until the function that comes back is called. */
  hold(): () => void {
    this.#running++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#running--;
      if (this.#retired && this.#running === 0) this.#close();
    };
  }

  /** Says that no further operation will come. */
  retire(): void {
    this.#retired = true;
    if (this.#running === 0) this.#close();
  }

  /** Closes now, whatever still runs. */
  close(): Promise<void> {
    this.#retired = true;
    return this.#close();
  }

  #close(): Promise<void> {
    this.#closed ??= this.gateway.close().then(
      () => this.#onClosed?.(undefined),
      (error: unknown) => this.#onClosed?.(error),
    );
    return this.#closed;
  }
}
