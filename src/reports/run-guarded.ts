import { createContext, Script } from 'node:vm';

/** What became of one piece of work. */
export type Guarded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: unknown };

/** Work went on for longer than it may, and was broken off. */
export class WorkTimeoutError extends Error {
  override readonly name = 'WorkTimeoutError';

  constructor(timeoutMs: number) {
    super(`it was not done within ${timeoutMs / 1000} s and was broken off`);
  }
}

/**
 * Runs pieces of synchronous work one after another, each for at most `timeoutMs` milliseconds: an endless loop is broken
 * off, and what comes after it is done all the same. Results stand in the order of the work.
 *
 * A time limit on synchronous code takes a watching thread, which costs more than a letter. It is started once for all the
 * work given, so that letters are best given many at a time. Work may be begun twice, and must not change anything outside.
 *
 * @param timeoutMs 0 sets no limit.
 */
export function runGuarded<Value>(
  work: readonly (() => Value)[],
  timeoutMs: number,
): Guarded<Value>[] {
  const results: Guarded<Value>[] = [];
  const goOn = () => {
    for (let next = work[results.length]; next; next = work[results.length]) {
      results.push(attempt(next));
    }
  };
  if (timeoutMs === 0) goOn();
  while (results.length < work.length) {
    const before = results.length;
    try {
      runWithin(timeoutMs, goOn);
    } catch (error) {
      if (!isTimeout(error)) throw error;
      // What was under way when the time was over is to blame only if it had all of it: else it starts again, first.
      if (results.length === before) {
        results.push({ ok: false, error: new WorkTimeoutError(timeoutMs) });
      }
    }
  }
  return results;
}

function attempt<Value>(run: () => Value): Guarded<Value> {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, error };
  }
}

const sandbox = createContext({ work: undefined });
const call = new Script('work()', { filename: 'report-view' });

function runWithin(timeoutMs: number, work: () => void): void {
  const outer: unknown = sandbox.work;
  sandbox.work = work;
  try {
    call.runInContext(sandbox, { timeout: timeoutMs });
  } finally {
    sandbox.work = outer;
  }
}

/** By its code alone: the error is made in the sandbox, whose `Error` is not ours. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
