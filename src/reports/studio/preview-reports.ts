import { Worker } from 'node:worker_threads';
import { parse } from 'graphql';
import type { Ask } from '../ask.ts';
import { clipBytes } from '../report-check.ts';
import type { FromPreview, PreviewSetting, ToPreview } from './preview-messages.ts';
import type { WatchChanges } from './studio-routes.ts';
import type { StudioList, StudioPreview, StudioProblem, StudioSource } from './studio-source.ts';
import { listSources, watchSources } from './watch-sources.ts';

/** What a preview is made from. */
export interface PreviewOptions extends PreviewSetting {
  /** The file of the thread. Another than our own where a project has an engine of its own. */
  readonly worker: URL;
  /** Folders whose source files are watched. */
  readonly watched: readonly string[];
  /** Asks the graph for live data. Default: there is none. */
  readonly ask?: Ask | undefined;
  /** Milliseconds that one answer may take before the thread is ended; 10000 by default. */
  readonly timeoutMs?: number | undefined;
}

/** Reports that are loaded again when their files change. */
export interface PreviewedReports extends StudioSource {
  readonly watchChanges: WatchChanges;
  close(): Promise<void>;
}

/** A thread and the answers that are waited for. */
interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, (answer: unknown) => void>;
  /** It has ended without being told to. */
  isDead: boolean;
}

/**
 * Starts the thread of a preview. A second one, with the engine ready, waits for the next change; it starts once the first has
 * answered, so that it takes no processor from the letter that an author waits for.
 */
export function previewReports(options: PreviewOptions): PreviewedReports {
  const { watched, timeoutMs = 10_000 } = options;
  const listeners = new Set<(revision: number) => void>();
  let revision = 0;
  let calls = 0;
  let isClosed = false;
  let current = startThread(options);
  let next: Thread | undefined;

  const takeNext = () => {
    void end(current);
    current = next ?? startThread(options);
    next = undefined;
    load(current, watched);
  };
  load(current, watched);

  const stopWatching = watchSources(watched, () => {
    takeNext();
    revision += 1;
    for (const listener of listeners) listener(revision);
  });

  /** Asks the thread. Undefined where it was replaced on the way, null where it was ended for being late. */
  const call = (make: (id: number) => ToPreview): Promise<unknown> => {
    if (current.isDead) takeNext();
    const thread = current;
    calls += 1;
    const id = calls;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        thread.waiting.delete(id);
        if (thread === current) takeNext();
        resolve(null);
      }, timeoutMs);
      thread.waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
        if (thread === current && answer !== undefined && !isClosed) next ??= startThread(options);
      });
      thread.worker.postMessage(make(id));
    });
  };

  const callUntilDone = async (make: (id: number) => ToPreview): Promise<unknown> => {
    for (;;) {
      const answer = await call(make);
      if (answer !== undefined) return answer;
    }
  };

  return {
    list: async () =>
      ((await callUntilDone((id) => ({ kind: 'list', id }))) as StudioList | null) ?? {
        reports: [],
        problems: [noAnswer(null, timeoutMs)],
      },
    preview: async (request) =>
      ((await callUntilDone((id) => ({ kind: 'preview', id, request }))) as StudioPreview | null) ??
      emptyPreview(request.report, timeoutMs),
    watchChanges: (listener, signal) => {
      listeners.add(listener);
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
    },
    close: async () => {
      isClosed = true;
      stopWatching();
      await Promise.all([end(current), next && end(next)]);
    },
  };
}

function startThread({ worker: file, ask, modules, schema, publicUrl, folder }: PreviewOptions) {
  const workerData: PreviewSetting = { modules, schema, publicUrl, folder };
  // Node reads TypeScript itself: what loads it in this process is not wanted there.
  const worker = new Worker(file, { workerData, execArgv: [] });
  const thread: Thread = { worker, waiting: new Map(), isDead: false };
  worker.on('message', (message: FromPreview) => {
    if (message.kind === 'done') {
      thread.waiting.get(message.id)?.(message.answer);
      thread.waiting.delete(message.id);
    } else {
      void answerQuestion(worker, message, ask);
    }
  });
  const die = () => {
    thread.isDead = true;
    settle(thread, null);
  };
  worker.on('error', die);
  worker.on('exit', die);
  return thread;
}

/** Ends a thread that another has replaced: what was asked of it is asked again. */
async function end(thread: Thread): Promise<void> {
  settle(thread, undefined);
  await thread.worker.terminate();
}

function settle({ waiting }: Thread, answer: null | undefined): void {
  for (const resolve of waiting.values()) resolve(answer);
  waiting.clear();
}

function load(thread: Thread, watched: readonly string[]): void {
  const message: ToPreview = { kind: 'load', sources: listSources(watched) };
  thread.worker.postMessage(message);
}

async function answerQuestion(
  worker: Worker,
  { id, source, operationName, variables }: Extract<FromPreview, { kind: 'ask' }>,
  ask: Ask | undefined,
): Promise<void> {
  const reply = (answer: Omit<Extract<ToPreview, { kind: 'data' }>, 'kind' | 'id'>) =>
    worker.postMessage({ kind: 'data', id, ...answer } satisfies ToPreview);
  try {
    const document = parse(source);
    const answer = await ask?.({ document, source, operationName, variables });
    reply(JSON.parse(JSON.stringify(answer ?? { errors: [{ message: 'there is no live data' }] })));
  } catch (error) {
    reply({ errors: [{ message: error instanceof Error ? error.message : String(error) }] });
  }
}

function noAnswer(report: string | null, timeoutMs: number): StudioProblem {
  return {
    code: 'REPORT_LOAD_FAILED',
    report,
    stage: 'load',
    message: `expected an answer within ${timeoutMs / 1000} s, but the report ended its thread or kept it busy. Look for an endless loop, or a call of process.exit.`,
    file: null,
    line: null,
  };
}

function emptyPreview(report: string, timeoutMs: number): StudioPreview {
  return {
    letter: null,
    data: null,
    query: '',
    variables: null,
    bytes: { html: 0, text: 0, clip: clipBytes },
    findings: [],
    problems: [noAnswer(report, timeoutMs)],
    timings: { dataMs: 0, renderMs: 0 },
  };
}
