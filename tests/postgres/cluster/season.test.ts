import { expect, it } from 'vitest';
import { processes, runSeason } from './season.ts';

/** How often each process is killed while letters go out, and how many councils get one. `npm run campaign:cluster` has more. */
const rounds = Number(process.env.REDRESS_CLUSTER_ROUNDS ?? 1);
const councils = Number(process.env.REDRESS_CLUSTER_COUNCILS ?? 24);

it('a season goes through while each process of the cluster is killed in turn: every letter once', {
  timeout: 480_000 + rounds * 120_000,
}, async () => {
  const result = await runSeason(councils, rounds);
  expect([...result.kills.keys()].toSorted()).toEqual(processes.toSorted());
  for (const count of result.kills.values()) expect(count).toBeGreaterThan(rounds);
  expect(result.letters).toBe(councils);
  expect(result.states).toEqual({ SENT: councils });
  expect(new Set(result.taken).size, 'none lost').toBe(councils);
  expect(result.taken.length, 'none twice').toBe(councils);
  expect(result.early).toBe(0);
  expect(result.published).toEqual([councils, councils]);
  expect(result.page).toEqual([404, 200]);
});
