/** A place at which two answers of the graph differ. */
export interface DataDifference {
  /** Names and numbers from the top: `council.officers.0.name`. */
  readonly path: string;
  /** As JSON. */
  readonly before: string;
  /** As JSON. */
  readonly now: string;
}

/** Where data of today differ from those that a letter was made from. Lists of other lengths differ as a whole. */
export function findDataDifferences(before: unknown, now: unknown): DataDifference[] {
  return compare(before, now, '');
}

function compare(before: unknown, now: unknown, path: string): DataDifference[] {
  if (Array.isArray(before) && Array.isArray(now) && before.length === now.length) {
    return before.flatMap((one, at) => compare(one, now[at], join(path, String(at))));
  }
  if (isRecord(before) && isRecord(now)) {
    const names = new Set([...Object.keys(before), ...Object.keys(now)]);
    return [...names].flatMap((name) => compare(before[name], now[name], join(path, name)));
  }
  const [then, today] = [write(before), write(now)];
  return then === today ? [] : [{ path, before: then, now: today }];
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function write(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
