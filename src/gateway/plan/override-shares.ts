/**
 * Takes a side for one operation where subgraphs hand fields over bit by bit, by `@override(label: "percent(x)")`.
 * Numbers between two shares lead to the same plan, so that one of them stands for all.
 *
 * @param shares From small to large.
 * @param random From 0 up to, but not including, 1.
 * @returns the number to plan with, or `undefined` when no field is handed over so.
 */
export function drawPercentage(
  shares: readonly number[],
  random: () => number,
): number | undefined {
  if (shares.length === 0) return undefined;
  const drawn = random() * 100;
  return shares.findLast((share) => share <= drawn) ?? 0;
}
