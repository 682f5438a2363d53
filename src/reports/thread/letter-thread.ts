import { Worker } from 'node:worker_threads';
import type { AnyReport } from '../report.ts';
import type {
  FromLetterThread,
  LetterOrder,
  OrderedLetter,
  ToLetterThread,
} from './letter-messages.ts';

/** Makes letters on a thread of its own, so that the data of the next are asked for meanwhile, and the server answers. */
export interface LetterThread {
  /** Whether the thread has this report: the very one, not another of its name. */
  knows(report: AnyReport): boolean;
  /**
   * What became of each letter of an order. A letter that ends the thread fails alone. `null` where the thread cannot be
   * started: these letters, and all later ones, are then to be made here.
   */
  make(order: LetterOrder): Promise<readonly OrderedLetter[] | null>;
  /** Ends the thread. It is started again when something is ordered. */
  close(): Promise<void>;
}

export interface LetterThreadOptions {
  /** The module that the thread runs, which calls `serveLetters`. */
  readonly file: URL;
  readonly workerData: unknown;
  /** The reports that this module loads. */
  readonly reports: readonly AnyReport[];
  /** Told why the thread could not be started, after which it is not tried again. */
  readonly onTrouble?: ((error: Error) => void) | undefined;
}

/** A thread that is started with the first order, and again with the next when it has ended. It keeps no process alive. */
export function startLetterThread(options: LetterThreadOptions): LetterThread {
  const known = new Set(options.reports);
  let running: RunningThread | undefined;
  let isUnavailable = false;

  /** Letters of an order that ended the thread, one at a time on a thread that makes nothing else: so it is seen which did. */
  const makeAlone = async (order: LetterOrder): Promise<OrderedLetter[] | null> => {
    const letters: OrderedLetter[] = [];
    let own = startThread(options);
    try {
      for (const source of order.sources) {
        const outcome = await own.make({ ...order, sources: [source] });
        if (outcome === 'unavailable') return null;
        if (outcome === 'ended') {
          letters.push(endedTheThread(order.report));
          own = startThread(options);
        } else {
          letters.push(...outcome);
        }
      }
    } finally {
      await own.end();
    }
    return letters;
  };

  return {
    knows: (report) => !isUnavailable && known.has(report),
    make: async (order) => {
      if (running === undefined || running.hasEnded) running = startThread(options);
      const outcome = await running.make(order);
      if (outcome === 'ended') return makeAlone(order);
      if (outcome !== 'unavailable') return outcome;
      isUnavailable = true;
      return null;
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

type Outcome = readonly OrderedLetter[] | 'unavailable' | 'ended';

interface RunningThread {
  readonly hasEnded: boolean;
  make(order: LetterOrder): Promise<Outcome>;
  end(): Promise<void>;
}

function startThread({ file, workerData, onTrouble }: LetterThreadOptions): RunningThread {
  // Node reads TypeScript itself: what loads it in this process is not wanted there.
  const worker = new Worker(file, { workerData, execArgv: [] });
  const waiting = new Map<number, (outcome: Outcome) => void>();
  let [orders, isReady, hasEnded] = [0, false, false];
  worker.unref();
  worker.on('message', (message: FromLetterThread) => {
    if (message.kind === 'ready') isReady = true;
    else settle(message.id, message.letters);
  });
  const settle = (id: number, outcome: Outcome) => {
    const resolve = waiting.get(id);
    waiting.delete(id);
    // While letters are awaited, so is the thread.
    if (waiting.size === 0) worker.unref();
    resolve?.(outcome);
  };
  worker.on('error', (error) => {
    if (!isReady) onTrouble?.(error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => {
    hasEnded = true;
    for (const id of [...waiting.keys()]) settle(id, isReady ? 'ended' : 'unavailable');
  });
  return {
    get hasEnded() {
      return hasEnded;
    },
    make: (order) =>
      new Promise((resolve) => {
        orders += 1;
        const message: ToLetterThread = { id: orders, ...order };
        waiting.set(orders, resolve);
        worker.ref();
        worker.postMessage(message);
      }),
    end: async () => {
      hasEnded = true;
      await worker.terminate();
    },
  };
}
