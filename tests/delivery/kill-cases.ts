import { expect, test } from 'vitest';
import { type Campaign, type CampaignResult, runCampaign } from './kill-campaign.ts';

/** Kills of each case. The whole campaign has 50: `npm run campaign:kills`. */
const kills = Number(process.env.REDRESS_KILLS ?? 5);
const isWhole = kills > 5;
const lettersAKill = 30;

const cases = [1, 4].flatMap((concurrency) =>
  [true, false].map((hasArchive) => ({ concurrency, hasArchive })),
);

/** The first two rows of what must hold when workers are killed, on one kind of database. */
export function testKills(
  name: string,
  workers: number,
  makeDatabase: () => Promise<{ url: string; drop: () => Promise<void> }>,
): void {
  const run = async (chosen: Pick<Campaign, 'concurrency' | 'hasArchive'>) => {
    const { url, drop } = await makeDatabase();
    try {
      return await runCampaign({
        ...chosen,
        databaseUrl: url,
        workers,
        letters: kills * lettersAKill,
        kills,
        ...(isWhole
          ? {
              onKill: (killed) => {
                if (killed % 5 === 0) console.info(`${name}: ${killed} of ${kills} kills`);
              },
            }
          : {}),
        seed: 20_201_128 + chosen.concurrency + Number(chosen.hasArchive),
      });
    } finally {
      await drop();
    }
  };
  // At full size one case has the machine to itself.
  const each = isWhole ? test.each(cases) : test.concurrent.each(cases);
  each(
    `${name}, $concurrency at a time, archive: $hasArchive: no letter is lost, none is sent twice`,
    { timeout: 120_000 + kills * 15_000 },
    async (chosen) => {
      const result = await run(chosen);
      if (isWhole) console.info(describe({ name, ...chosen }, result));
      expect(result).toMatchObject({ kills, others: 0, twice: 0, lost: 0, logs: [] });
      if (chosen.hasArchive) expect(result.sent).toBe(kills * lettersAKill);
      expect(result.sent + result.inDoubt).toBe(kills * lettersAKill);
      expect(result.inDoubt).toBeLessThanOrEqual(kills);
    },
  );
}

function describe(chosen: object, { seconds, logs: _logs, ...result }: CampaignResult): string {
  return `${JSON.stringify({ ...chosen, ...result })} in ${seconds.toFixed(0)} s`;
}
