/** Rows gathered under a key, in the order in which they come. */
export function groupBy<R, K, V>(
  rows: readonly R[],
  keyOf: (row: R) => K,
  take: (row: R) => V,
): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(take(row));
    else groups.set(key, [take(row)]);
  }
  return groups;
}
