/**
 * How many times the sample's casework a bench takes: `REDRESS_BENCH_TIMES=1,10,100`.
 *
 * @param fallback Where nothing is set.
 * @throws an Error where one is no whole number above 0.
 */
export function readTimes(fallback: readonly number[]): readonly number[] {
  const { REDRESS_BENCH_TIMES: given = '' } = process.env;
  if (given.trim() === '') return fallback;
  return given.split(',').map((part) => {
    const times = Number(part);
    if (Number.isInteger(times) && times > 0) return times;
    throw new Error(
      `[bench] REDRESS_BENCH_TIMES: expected whole numbers from 1 with commas between them, but got "${given}". Try REDRESS_BENCH_TIMES=1,10,100.`,
    );
  });
}
