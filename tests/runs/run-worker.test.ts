import { expect, it } from 'vitest';
import { claimRun } from '../../src/database/runs/render-queue.ts';
import { insertRun } from '../../src/database/runs/start-run.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { runWorker } from '../../src/runs/run-worker.ts';
import { openTestDatabase } from '../open-test-database.ts';

it('takes up again at once what it had in hand when a job failed', async () => {
  const database = await openTestDatabase();
  const at = new Date().toISOString();
  const request = { report: 'annual-letter', yearEnding: 2020, councils: null, by: 'alice', at };
  const { id } = await inWriteTransaction(database, ({ reports }) => insertRun(reports, request));
  const ended = new AbortController();
  const claimed: (string | undefined)[] = [];
  const holder = 'worker 1';
  await runWorker(
    {
      database,
      holder,
      logger: { info() {}, warn() {}, error() {} },
      jobs: [
        {
          name: 'rendering',
          claims: ['run'],
          async work() {
            claimed.push((await claimRun(database, { holder, now: new Date() }))?.id);
            if (claimed.length === 1) throw new Error('the graph is away');
            ended.abort();
            return false;
          },
        },
      ],
    },
    ended.signal,
  );
  expect(claimed).toEqual([id, id]);
  await database.destroy();
});
