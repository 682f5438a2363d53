/** Fields that count cases. At so many times the casework they say so many times as much. */
const counts: ReadonlySet<string> = new Set([
  'received',
  'decided',
  'upheld',
  'count',
  'numerator',
  'denominator',
  'onTime',
  'late',
  'notComplied',
  'totalCount',
]);

/** Lists of single decisions, of which more data has other ones. */
const lists: ReadonlySet<string> = new Set(['decisions', 'serviceImprovements']);

/**
 * Holds an answer on many times the casework to that on the sample: counts are so many times as high, percentages and
 * names are the same, and what was printed stays as it was printed.
 *
 * @throws an Error that names the first field that is otherwise.
 */
export function expectScaled(
  small: unknown,
  large: unknown,
  times: number,
  path = 'data',
  isPrinted = false,
): void {
  if (Array.isArray(small) && Array.isArray(large) && small.length === large.length) {
    for (const [at, item] of small.entries()) {
      expectScaled(item, large[at], times, `${path}.${at}`, isPrinted);
    }
    return;
  }
  if (isRecord(small) && isRecord(large)) {
    for (const [name, value] of Object.entries(small)) {
      if (lists.has(name) && isRecord(value) && 'nodes' in value) continue;
      const ownPrint = small.source === 'PUBLISHED' || (isPrinted && name !== 'similar');
      expectScaled(value, large[name], times, `${path}.${name}`, ownPrint && name !== 'similar');
    }
    return;
  }
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (typeof small === 'number' && typeof large === 'number' && !isPrinted) {
    // One decimal each, so that the one is off by up to 0.05 and the other by so many times as much.
    if (name === 'upheldPer100k' && Math.abs(large - small * times) <= 0.05 * (times + 1.01))
      return;
    if (counts.has(name) && large === small * times) return;
  }
  const isCount = counts.has(name) && typeof small === 'number' && !isPrinted;
  if (small === large && (!isCount || small === 0 || times === 1)) return;
  throw new Error(
    `[bench] ${path}: with ${times} times the data expected ${isCount ? `${times} times ` : ''}${JSON.stringify(small)}, but got ${JSON.stringify(large)}.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
