import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import {
  decisionsHeader,
  importLines,
  importTwoCouncils,
  recommendationsHeader,
} from '../database/memory-database.ts';
import { runRedress } from './run-redress.ts';

let folder: string;
let database: DataSource;
const reference = '17 000 001';
const words = ['Pay Ms Ash £100.', 'Apologise to Ms Ash.'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-casework-'));
  database = await openDatabase({ url: `sqlite:${join(folder, 'redress.sqlite')}` });
  await migrateDatabase(database);
  await importTwoCouncils(database);
  const decision = 'E07000002,2018-05-01,2018-09-01,HOUSING,Housing,,UPHELD,no,no,';
  await importLines(
    database,
    'decisions',
    decisionsHeader,
    `${reference},${decision}`,
    `17 000 002,${decision}`,
  );
  const rows = words.map(
    (text, at) =>
      `${reference},${at + 1},PERSONAL_REMEDY,Apology,${text},2018-12-01,2018-11-01,ON_TIME`,
  );
  await importLines(database, 'recommendations', recommendationsHeader, ...rows);
});
afterAll(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

async function readWords(): Promise<string[]> {
  const rows: { text: string }[] = await database.query(
    'SELECT text FROM recommendation ORDER BY number',
  );
  return rows.map(({ text }) => text);
}

const run = (line: readonly string[], settings: NodeJS.ProcessEnv = {}) =>
  runRedress(line, folder, { DATABASE_URL: 'sqlite:redress.sqlite', ...settings });

describe('redress forget', () => {
  it('refuses to before the retention date, and without being told which or that it is meant', async () => {
    const [early, which, meant] = await Promise.all([
      run(['forget', reference], { REDRESS_RETENTION_YEARS: '99' }),
      run(['forget']),
      run(['forget', '--all-due']),
    ]);
    expect(early.stderr).toMatch(
      /^\[forget\] 17 000 001: expected a retention date that has come, but got 2117-11-01\. Words are kept for 99 years/,
    );
    expect(which.stderr).toContain('expected exactly one of REFERENCE, --due and --all-due.');
    expect(meant.stderr).toContain('See them with --due, then say --all-due --yes.');
    for (const { code, stdout, stderr } of [early, which, meant]) {
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      for (const text of words) expect(stderr).not.toContain(text);
    }
    expect(await readWords()).toEqual(words);
  });

  it('removes the words after it, once, and says none of them', async () => {
    const dashed = reference.replaceAll(' ', '-');
    expect(await run(['forget', dashed])).toEqual({
      code: 0,
      stdout: `${reference}: the words of 2 personal remedies are removed.\n`,
      stderr: '',
    });
    expect(await readWords()).toEqual(words.map(() => '(removed after its retention date)'));
    expect((await run(['forget', dashed])).stdout).toBe(
      `${reference} has no words of personal remedies here: nothing was to be removed.\n`,
    );
  });
});

describe('redress figures, decision and migrate --rebuild', () => {
  it('freeze a year, withdraw a decision from it, and leave every count right', async () => {
    const freeze = ['figures', 'freeze', '--year-ending', '2019'];
    expect((await run(freeze)).stdout).toBe(
      'The figures of 2 councils for the year ending 2019 are frozen.\n',
    );
    const withdraw = ['decision', 'withdraw', '17-000-002', '--reason', 'sent twice'];
    expect((await run(withdraw)).stdout).toBe('17 000 002 is withdrawn, with 0 recommendations.\n');
    expect(await database.query('SELECT reference, reason FROM decision_correction')).toEqual([
      { reference: '17 000 002', reason: 'sent twice' },
    ]);
    const [again, rebuilt] = await Promise.all([run(withdraw), run(['migrate', '--rebuild'])]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('(DECISION_NOT_FOUND: see docs/errors.md)');
    const tables = rebuilt.stdout.match(/^\w+: [\d,]+ rows.*$/gm) ?? [];
    expect(tables.length).toBeGreaterThanOrEqual(8);
    for (const line of tables) expect(line).toMatch(/rows, none of them wrong\.$/);
  });
});
