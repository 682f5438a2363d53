import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataFolder } from '../../src/database/data-folder.ts';
import { importFile } from '../../src/database/imports/import-file.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { decisionsHeader, dumpTables } from '../database/memory-database.ts';
import { type Ended, endOf, feedRedress, runRedress } from './run-redress.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-cli-import-'));
  const database = await openDatabase({ url: `sqlite:${join(folder, 'empty.sqlite')}` });
  await migrateDatabase(database);
  const stream = createReadStream(join(dataFolder, 'councils.csv'));
  await importFile(database, 'councils', { name: 'councils.csv', stream });
  await database.destroy();
  await mkdir(join(folder, 'folder.csv'));
  await symlink('circle.csv', join(folder, 'circle.csv'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  for (const tail of ['-wal', '-shm']) await rm(join(folder, `now.sqlite${tail}`), { force: true });
  await copyFile(join(folder, 'empty.sqlite'), join(folder, 'now.sqlite'));
});

const settings = { DATABASE_URL: 'sqlite:now.sqlite' };
const run = (...words: string[]): Promise<Ended> =>
  runRedress(['import', ...words], folder, settings);
const write = (name: string, ...rows: string[]) =>
  writeFile(join(folder, name), `${[decisionsHeader, ...rows].join('\n')}\n`);

const row = (number: number, outcome = 'UPHELD') =>
  `22 ${String(number)
    .padStart(6, '0')
    .replace(
      /(\d{3})$/,
      ' $1',
    )},E08000035,2022-05-01,2022-06-30,HOUSING,Housing,,${outcome},no,no,Words ${number}`;
const broken = row(9).replace('2022-06-30', '2022-06-31');
const mistake =
  'line 3, decided_on: expected a date such as 2019-04-01, or nothing, but got "2022-06-31" (the calendar has no such day)';

async function dump(): Promise<unknown> {
  const database = await openDatabase({ url: `sqlite:${join(folder, 'now.sqlite')}` });
  try {
    return await dumpTables(database);
  } finally {
    await database.destroy();
  }
}

describe('redress import --dry-run', () => {
  it('says of each file what is new, changed, the same and refused, and writes nothing', async () => {
    await write('first.csv', row(1), row(2), row(3));
    await run('decisions', 'first.csv', '--quiet');
    await write('second.csv', row(1), row(2, 'NOT_UPHELD'), row(4));
    await write('third.csv', row(5), broken);
    const before = await dump();
    const { code, stdout, stderr } = await run(
      'decisions',
      'second.csv',
      'third.csv',
      '--dry-run',
      '--quiet',
    );
    expect(stdout.split('\n')).toEqual([
      'second.csv: 3 rows: 1 new, 1 changed, 1 the same, 0 refused.',
      '  22 000 002, outcome: UPHELD → NOT_UPHELD',
      'third.csv: 2 rows: 1 new, 0 changed, 0 the same, 1 refused.',
      `  ${mistake}`,
      'Nothing was written.',
      '',
    ]);
    expect(stderr).toBe('');
    expect(code).toBe(1);
    expect(await dump()).toEqual(before);
  });

  it('ends well where nothing would be refused', async () => {
    await write('first.csv', row(1));
    const { code, stdout } = await run('decisions', 'first.csv', '--dry-run', '--quiet');
    expect(stdout).toBe(
      'first.csv: 1 rows: 1 new, 0 changed, 0 the same, 0 refused.\nNothing was written.\n',
    );
    expect(code).toBe(0);
  });
});

describe('redress import', () => {
  it('takes several files as one: none where the second is refused', async () => {
    await write('first.csv', row(1), row(2));
    await write('second.csv', row(3), broken);
    const before = await dump();
    const { code, stdout, stderr } = await run('decisions', 'first.csv', 'second.csv', '--quiet');
    expect(stderr.split('\n')).toEqual([
      '[import:decisions] second.csv: expected a file without mistakes, but got 1 mistake; nothing was written. Correct them and import the file again.',
      mistake,
      '(IMPORT_REFUSED: see docs/errors.md)',
      '',
    ]);
    expect(stdout).toBe('');
    expect(code).toBe(1);
    expect(await dump()).toEqual(before);

    await write('second.csv', row(3), row(4));
    const mended = await run('decisions', 'first.csv', 'second.csv', '--quiet');
    expect(mended.stdout).toBe(
      'first.csv: 2 rows, 2 new, 0 changed, 0 the same.\nsecond.csv: 2 rows, 2 new, 0 changed, 0 the same.\n',
    );
    expect(mended.code).toBe(0);
  });

  it('reads standard input for -, and draws how far it is unless it is to be quiet', async () => {
    const text = `${decisionsHeader}\n${row(1)}\n`;
    const quiet = feedRedress(['import', 'decisions', '-', '--quiet'], folder, settings);
    quiet.stdin.end(text);
    const first = await endOf(quiet);
    expect(first.stdout).toBe('standard input: 1 rows, 1 new, 0 changed, 0 the same.\n');
    expect(first.code).toBe(0);

    await write('first.csv', row(1));
    const drawn = await run('decisions', 'first.csv');
    expect(drawn.stdout).toMatch(
      /^first\.csv 100%: 1( · [\d,]+\/s · took \d+ s)?\nfirst\.csv: 1 rows, 0 new, 0 changed, 1 the same\.\n$/,
    );
  });

  it('writes nothing and says so when it is stopped in the middle', async () => {
    const before = await dump();
    const stopped = feedRedress(['import', 'decisions', '-'], folder, settings);
    const ended = endOf(stopped);
    // So many rows that a line is drawn: from then on it is in the middle of the file.
    stopped.stdin.write(`${decisionsHeader}\n`);
    stopped.stdin.write(Array.from({ length: 100_000 }, (_, at) => `${row(at)}\n`).join(''));
    await once(stopped.stdout, 'data');
    stopped.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect(stdout).toMatch(/^standard input: 100,/);
    expect(stderr).toBe(
      '[import:decisions] expected to read all files to their end, but was stopped; nothing was written. Import them again.\n(IMPORT_INTERRUPTED: see docs/errors.md)\n',
    );
    expect(code).toBe(1);
    expect(await dump()).toEqual(before);
  });

  it('says why a file cannot be read', async () => {
    const reasons = [
      ['absent.csv', 'it does not exist'],
      ['folder.csv', 'it is a folder'],
      ['circle.csv', 'its links lead in a circle'],
      ['empty.sqlite/decisions.csv', 'part of its path is a file, not a folder'],
    ] as const;
    const ended = await Promise.all(reasons.map(([path]) => run('decisions', path)));
    expect(ended).toEqual(
      reasons.map(([path, why]) => ({
        code: 1,
        stdout: '',
        stderr: `[import] FILE must be a file that can be read, but got "${path}": ${why}. Check the path.\n(FILE_NOT_FOUND: see docs/errors.md)\n`,
      })),
    );
  });
});
