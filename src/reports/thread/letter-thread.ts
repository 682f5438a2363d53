import { Worker } from 'node:worker_threads';
import type { AnyReport } from '../report.ts';
import type {
  FromLetterThread,
  LetterOrder,
  OrderedLetter,
  ToLetterThread,
} from './letter-messages.ts';

/** Makes letters on a thread of its own, from data to HTML: beside this one, or so that this one answers meanwhile. */
export interface LetterThread {
  /** Whether it makes all letters, and this thread none. */
  readonly isAlone: boolean;
  /** Whether the thread has this report: the very one, not another of its name. */
  knows(report: AnyReport): boolean;
  /**
   * Gives what became of each letter of an order, some at a time, in order. A letter that ends the thread fails alone. `false` where
   * the thread cannot be started, and nothing was given: these letters, and all later ones, are then to be made here.
   */
  make(order: LetterOrder, give: GiveLetters): Promise<boolean>;
  /** Starts it, if need be, and says when it has loaded everything, or cannot. */
  whenReady(): Promise<void>;
  /** Ends the thread. It is started again when something is ordered. */
  close(): Promise<void>;
}

/** Takes some letters of an order. */
export type GiveLetters = (letters: readonly OrderedLetter[]) => void;

export interface LetterThreadOptions {
  /** The module that the thread runs, which calls `serveLetters`. */
  readonly file: URL;
  readonly workerData: unknown;
  /** What Node is told besides. Default: nothing, for Node reads TypeScript itself. */
  readonly execArgv?: readonly string[];
  /** Default: false. */
  readonly isAlone?: boolean;
  /** The reports that this module loads. */
  readonly reports: readonly AnyReport[];
  /** Told each time when it has loaded everything. */
  readonly onReady?: (() => void) | undefined;
  /** Told why the thread could not be started, after which it is not tried again. */
  readonly onTrouble?: ((error: Error) => void) | undefined;
}

/** A thread that is started with the first order, and again with the next when it has ended. It keeps no process alive. */
export function startLetterThread(options: LetterThreadOptions): LetterThread {
  const known = new Set(options.reports);
  let running: RunningThread | undefined;
  let isUnavailable = false;

  /** Letters of an order that ended the thread, one at a time on a thread that makes nothing else: so it is seen which did. */
  const makeAlone = async (order: LetterOrder, give: GiveLetters): Promise<void> => {
    let own = startThread(options);
    try {
      for (const one of order.parameters) {
        const outcome = await own.make({ ...order, parameters: [one] }, give);
        if (outcome === 'done') continue;
        if (outcome === 'unavailable')
          throw new Error(
            `[report:${order.report}] A thread of letters has ended, and another cannot be started: the log says why.`,
          );
        give([endedTheThread(order.report)]);
        own = startThread(options);
      }
    } finally {
      await own.end();
    }
  };

  const current = (): RunningThread => {
    if (running === undefined || running.hasEnded) running = startThread(options);
    return running;
  };

  return {
    isAlone: options.isAlone ?? false,
    knows: (report) => !isUnavailable && known.has(report),
    whenReady: async () => {
      if (!isUnavailable) isUnavailable = !(await current().whenReady);
    },
    make: async (order, give) => {
      if (isUnavailable) return false;
      let given = 0;
      const outcome = await current().make(order, (letters) => {
        given += letters.length;
        give(letters);
      });
      if (outcome === 'unavailable') {
        isUnavailable = true;
        return false;
      }
      if (outcome === 'ended') {
        await makeAlone({ ...order, parameters: order.parameters.slice(given) }, give);
      }
      return true;
    },
    close: async () => {
      await running?.end();
      running = undefined;
    },
  };
}

function endedTheThread(report: string): OrderedLetter {
  return {
    kind: 'failed',
    failure: {
      code: 'REPORT_VIEW_FAILED',
      report,
      stage: 'view',
      message: 'expected the report to give a letter, but it ended the thread that it ran on.',
    },
  };
}

/** Whether all letters of an order were given; else those that were given remain so. */
type Outcome = 'done' | 'unavailable' | 'ended';

interface RunningThread {
  readonly hasEnded: boolean;
  /** Whether it has loaded everything, once that is known. */
  readonly whenReady: Promise<boolean>;
  make(order: LetterOrder, give: GiveLetters): Promise<Outcome>;
  end(): Promise<void>;
}

function startThread(options: LetterThreadOptions): RunningThread {
  const { file, workerData, execArgv = [], onTrouble, onReady } = options;
  const worker = new Worker(file, { workerData, execArgv: [...execArgv] });
  const ready = Promise.withResolvers<boolean>();
  const waiting = new Map<number, { give: GiveLetters; resolve: (outcome: Outcome) => void }>();
  let [orders, isReady, hasEnded] = [0, false, false];
  worker.unref();
  worker.on('message', (message: FromLetterThread) => {
    if (message.kind === 'made') waiting.get(message.id)?.give(message.letters);
    else if (message.kind === 'done') settle(message.id, 'done');
    else {
      isReady = true;
      ready.resolve(true);
      onReady?.();
    }
  });
  const settle = (id: number, outcome: Outcome) => {
    const order = waiting.get(id);
    waiting.delete(id);
    // While letters are awaited, so is the thread.
    if (waiting.size === 0) worker.unref();
    order?.resolve(outcome);
  };
  worker.on('error', (error) => {
    if (!isReady) onTrouble?.(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => {
    hasEnded = true;
    ready.resolve(false);
    for (const id of [...waiting.keys()]) settle(id, isReady ? 'ended' : 'unavailable');
  });
  return {
    get hasEnded() {
      return hasEnded;
    },
    whenReady: ready.promise,
    make: (order, give) =>
      new Promise((resolve) => {
        orders += 1;
        const message: ToLetterThread = { id: orders, ...order };
        waiting.set(orders, { give, resolve });
        worker.ref();
        worker.postMessage(message);
      }),
    end: async () => {
      hasEnded = true;
      await worker.terminate();
    },
  };
}
