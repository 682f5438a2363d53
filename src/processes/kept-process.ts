import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import { Line, type OtherEnd } from './line.ts';
import { ProcessStartError } from './process-start.error.ts';

/** A child, as far as it has to be known to be kept. */
export interface Child extends OtherEnd {
  readonly pid: number | undefined;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  onExit(told: (code: number | null, signal: string | null) => void): void;
}

/** How a process is kept running. */
export interface KeptProcessOptions {
  /** `server 1` */
  readonly name: string;
  readonly fork: () => Child;
  /** Told of the line to each child, and how it is ended by force. */
  readonly onFork: (line: Line, end: () => void) => void;
  /** Told when the child at the end of a line has ended. */
  readonly onEnd: (line: Line) => void;
  readonly logger: GatewayLogger;
  /** A child that was ready for so long did not end soon, in milliseconds. Default: 10 seconds. */
  readonly steadyMs?: number;
}

/** Pause before a child that ended soon is started again, and the longest one; each is twice as long as the one before. */
const pauseMs = 250;
const longestPauseMs = 30_000;

/** One process of the server: whenever it ends, another takes its place, until it is told to stop. */
export class KeptProcess {
  readonly #options: KeptProcessOptions;
  readonly #ready = Promise.withResolvers<unknown>();
  readonly #stopped = Promise.withResolvers<void>();
  #child: Child | undefined;
  #isFirstReady = false;
  #isStopping = false;
  #endedSoon = 0;
  #pause: NodeJS.Timeout | undefined;

  constructor(options: KeptProcessOptions) {
    this.#options = options;
    this.#ready.promise.catch(() => {});
    this.#start();
  }

  /** What the first child said when it was ready. Rejects with what it could not start for. */
  get ready(): Promise<unknown> {
    return this.#ready.promise;
  }

  /** Has the child end what it is at. Resolves when it has ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#pause);
    if (this.#child === undefined) this.#stopped.resolve();
    else this.#child.kill('SIGTERM');
    await this.#stopped.promise;
  }

  #start(): void {
    const { fork, onFork, onEnd } = this.#options;
    const child = fork();
    const line = new Line(child);
    let readyAt = Number.POSITIVE_INFINITY;
    let failure: ProcessStartError | undefined;
    this.#child = child;
    line.on('ready', (about) => {
      this.#isFirstReady = true;
      readyAt = performance.now();
      this.#ready.resolve(about);
    });
    line.on('failed', (about) => {
      failure = ProcessStartError.read(about);
    });
    onFork(line, () => child.kill('SIGKILL'));
    child.onExit((code, signal) => {
      onEnd(line);
      this.#child = undefined;
      const how = signal === null ? `with code ${code}` : `by ${signal}`;
      if (this.#isStopping) return this.#stopped.resolve();
      if (!this.#isFirstReady)
        return this.#giveUp(failure ?? endedAtStart(this.#options.name, how));
      this.#startAgain({ pid: child.pid, how, failure, ranMs: performance.now() - readyAt });
    });
  }

  /** The program does not start. */
  #giveUp(reason: ProcessStartError): void {
    this.#isStopping = true;
    this.#ready.reject(reason);
  }

  #startAgain(ended: {
    pid: number | undefined;
    how: string;
    failure: ProcessStartError | undefined;
    ranMs: number;
  }): void {
    const { name, logger, steadyMs = 10_000 } = this.#options;
    const { pid, how, failure, ranMs } = ended;
    this.#endedSoon = ranMs >= steadyMs ? 0 : this.#endedSoon + 1;
    // The first one is replaced at once: most ends are no sign of the next.
    const waitMs =
      this.#endedSoon <= 1 ? 0 : Math.min(longestPauseMs, pauseMs * 2 ** (this.#endedSoon - 2));
    logger.error(
      { code: 'PROCESS_ENDED', process: name, endedPid: pid, againInMs: waitMs, err: failure },
      `[start] ${name} (process ${pid}): expected it to run until the server is stopped, but it ended ${how}. Another takes its place${waitMs === 0 ? '' : ` in ${waitMs / 1000} s`}.`,
    );
    this.#pause = setTimeout(() => this.#start(), waitMs);
  }
}

function endedAtStart(name: string, how: string): ProcessStartError {
  return new ProcessStartError(
    `[start] ${name}: expected it to start, but it ended ${how}. What it met stands above, or in the system's log where its memory ran out.`,
    'PROCESS_ENDED',
  );
}
