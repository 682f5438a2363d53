import { afterAll, beforeAll, expect, it } from 'vitest';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { openServer, type TestServer } from './open-server.ts';
import { type WatchedLog, watchLog } from './watch-log.ts';

let server: TestServer;
let log: WatchedLog;
beforeAll(async () => {
  log = watchLog();
  server = await openServer({ logLevel: 'warn' });
});
afterAll(async () => {
  await server?.close();
  log?.stop();
});

const probe = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers });

async function countAlerts(): Promise<number> {
  const text = await (await probe('/metrics')).text();
  return Number(/^redress_probe_alerts_total (\d+)$/m.exec(text)?.[1]);
}

it('twenty refused probes of one caller, by whatever way in, raise one alert in log and metrics', async () => {
  const caller = await server.createKey('casework:read');
  const ask = (id: string) => probe(`/graphql?query={letter(id:"${id}"){id}}`, caller);
  for (let at = 0; at < 10; at += 1) {
    expect((await probe('/letters/2031/dartford.html', caller)).status).toBe(404);
  }
  for (let at = 0; at < 9; at += 1) await ask(`guess-${at}`);
  // Another caller's count is its own.
  await probe('/letters/2031/dartford.html');
  expect(await countAlerts()).toBe(0);
  expect(log.ofLevel(40)).toEqual([]);
  await ask('guess-9');
  for (let at = 10; at < 30; at += 1) await ask(`guess-${at}`);
  expect(await countAlerts()).toBe(1);
  const name = caller.authorization.slice('Bearer '.length, 'Bearer '.length + 11);
  expect(log.ofLevel(40)).toMatchObject([
    { caller: `key ${name}`, refused: 20, msg: expect.stringContaining('letters') },
  ]);
});

it('letters of runs have identifiers of 160 bits of chance, of which none follows from another', async () => {
  const councils = { codes: ['E07000107', 'E08000025', 'E10000016'] };
  const ids = new Set<string>();
  for (let at = 0; at < 2; at += 1) {
    const run = await server.runs.startRun({
      report: 'annual-letter',
      yearEnding: 2020,
      councils,
      by: 'user starter',
    });
    while ((await server.runs.standings([run.id])).get(run.id)?.rendered !== 3) {
      await server.runs.nextChange();
    }
    const letters = server.databases.reports.getRepository(Letter);
    for (const { id } of await letters.findBy({ runId: run.id })) ids.add(id);
    ids.add(run.id);
  }
  expect(ids.size).toBe(8);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{40}$/);
  expect(new Set([...ids].map((id) => id.slice(0, 8))).size).toBe(8);
  expect(new Set([...ids].map((id) => id.slice(-8))).size).toBe(8);
});
