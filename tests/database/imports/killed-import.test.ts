import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { endOf, feedRedress } from '../../cli/run-redress.ts';
import { testDatabaseType } from '../../open-test-database.ts';
import { createPostgres } from '../../postgres/create-postgres.ts';
import { decisionsHeader, importTwoCouncils } from '../memory-database.ts';

/** PostgreSQL takes back by itself what a lost connection began: it is looked at a few times. */
const kills = testDatabaseType === 'postgres' ? 3 : 20;
const atOnce = 4;
const rowCount = 20_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-killed-'));
  if (testDatabaseType === 'sqlite') await prepare(`sqlite:${join(folder, 'empty.sqlite')}`);
});
afterAll(() => rm(folder, { recursive: true }));

async function prepare(url: string) {
  const database = await openDatabase({ url });
  await migrateDatabase(database);
  await importTwoCouncils(database);
  await database.destroy();
}

/** A database with two councils and nothing else. */
async function createDatabase(name: string): Promise<{ url: string; drop: () => Promise<void> }> {
  if (testDatabaseType === 'postgres') {
    const created = await createPostgres('migrated');
    await prepare(created.url);
    return created;
  }
  await copyFile(join(folder, 'empty.sqlite'), join(folder, `${name}.sqlite`));
  return { url: `sqlite:${join(folder, `${name}.sqlite`)}`, drop: async () => {} };
}

const lines = Array.from({ length: rowCount }, (_, at) => {
  const digits = String(19_000_000 + at);
  const reference = `${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5)}`;
  return `${reference},E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,Some words of a summary\n`;
});

/** Feeds so many rows to `redress import`, which then waits for more in an open transaction, or ends with the last. */
async function feed(url: string, rows: number) {
  const child = feedRedress(['import', 'decisions', '-', '--quiet'], folder, { DATABASE_URL: url });
  const ended = endOf(child);
  // Called when all was written: but for what a pipe holds, about 500 rows, the command has read it then.
  const taken = new Promise<void>((resolve) => {
    const text = `${decisionsHeader}\n${lines.slice(0, rows).join('')}`;
    if (rows === rowCount) child.stdin.end(text, () => resolve());
    else child.stdin.write(text, () => resolve());
  });
  return { child, taken, ended };
}

async function count(url: string): Promise<{ decisions: number; received: number }> {
  const database = await openDatabase({ url });
  const [decisions] = await database.query('SELECT COUNT(*) AS count FROM decision');
  const [received] = await database.query(
    'SELECT COALESCE(SUM(received), 0) AS count FROM decision_rollup',
  );
  await database.destroy();
  return { decisions: decisions.count, received: received.count };
}

async function killAfter(rows: number): Promise<void> {
  const { url, drop } = await createDatabase(`killed-${rows}`);
  try {
    const { child, taken, ended } = await feed(url, rows);
    await taken;
    child.kill('SIGKILL');
    expect((await ended).stderr).toBe('');
    const { decisions, received } = await count(url);
    expect(received).toBe(decisions);
    // Once the end of the file is there it may have been quick enough.
    expect(rows === rowCount ? [0, rowCount] : [0]).toContain(decisions);
  } finally {
    await drop();
  }
}

it('leaves all or nothing of a file, wherever in it the command is killed', async () => {
  const places = Array.from({ length: kills }, (_, at) => ((at + 1) * rowCount) / kills);
  for (let from = 0; from < kills; from += atOnce) {
    await Promise.all(places.slice(from, from + atOnce).map((rows) => killAfter(Math.floor(rows))));
  }
}, 600_000);

it('keeps all of the same file when it is let go to its end', async () => {
  const { url, drop } = await createDatabase('kept');
  try {
    const { ended } = await feed(url, rowCount);
    expect(await ended).toEqual({
      code: 0,
      stdout: `standard input: ${rowCount} rows, ${rowCount} new, 0 changed, 0 the same.\n`,
      stderr: '',
    });
    expect(await count(url)).toEqual({ decisions: rowCount, received: rowCount });
  } finally {
    await drop();
  }
}, 60_000);
