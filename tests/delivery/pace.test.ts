import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createOutbox } from '../../src/database/delivery/delivery-outbox.ts';
import { createDeliveryJob } from '../../src/reports/delivery/delivery-job.ts';
import { createEmlFolder } from '../../src/reports/delivery/eml-folder.ts';
import { createPace } from '../../src/reports/delivery/pace.ts';
import { openTestDatabase } from '../open-test-database.ts';
import { issueLetters, readOutbox, someLetters } from './issued-letters.ts';

const never = new AbortController().signal;

it('lets as many through in each minute as it was told, evenly', async () => {
  let clock = 0;
  const pace = createPace(
    300,
    () => clock,
    async (ms) => {
      clock += ms;
    },
  );
  const at: number[] = [];
  while (clock < 120_000) {
    await pace.take(never);
    at.push(clock);
  }
  expect(at.filter((ms) => ms < 60_000)).toHaveLength(300);
  expect(at.filter((ms) => ms >= 60_000 && ms < 120_000)).toHaveLength(300);
  expect(at.slice(0, 3)).toEqual([0, 200, 400]);
});

it('does not catch up on what was not sent while there was nothing', async () => {
  let clock = 0;
  const waits: number[] = [];
  const pace = createPace(
    60,
    () => clock,
    async (ms) => {
      waits.push(ms);
      clock += ms;
    },
  );
  await pace.take(never);
  clock += 600_000;
  for (let count = 0; count < 3; count += 1) await pace.take(never);
  expect(waits).toEqual([1000, 1000]);
});

it('stands before every letter, however many go out at the same time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'redress-pace-'));
  const database = await openTestDatabase();
  try {
    const now = () => new Date('2020-07-22T10:00:00Z');
    await issueLetters(database, someLetters(10), now());
    let places = 4;
    const job = createDeliveryJob({
      outbox: createOutbox(database, { holder: 'worker-1', leaseMs: 30_000, now }),
      via: 'FILE',
      createSender: () => createEmlFolder(folder),
      concurrency: 3,
      pace: {
        async take() {
          places -= 1;
          return places >= 0;
        },
      },
      postmark: { from: 'letters@redress.example.org', archiveAddress: undefined },
      retry: { firstPauseMs: 1000 },
      timeoutMs: 1000,
      leaseMs: 30_000,
      settlement: null,
      now,
      logger: { info() {}, warn() {} },
    });
    await job.work(never);
    await job.close();
    expect(await readdir(folder)).toHaveLength(4);
    const states = (await readOutbox(database)).map(({ state }) => state);
    expect(states.filter((state) => state === 'WRITTEN')).toHaveLength(4);
  } finally {
    await database.destroy();
    await rm(folder, { recursive: true });
  }
});
