import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importKindNames } from '../../src/database/imports/import-kinds.ts';
import { frictionlessProblems } from '../database/exports/frictionless.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { callRedress } from './call-redress.ts';
import { runRedress, spawnRedress } from './run-redress.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-export-'));
  await mkdir(join(folder, 'var'));
  await copyFile(sampleDatabasePath(), join(folder, 'var/redress.sqlite'));
});
afterAll(() => rm(folder, { recursive: true }));

/** In a process of its own, as a user does. */
const start = (words: string) => runRedress(words.split(' '), folder);
/** In this process, which is quicker. */
const run = (words: string) => callRedress(words.split(' '), folder);

describe('redress export', () => {
  it('writes a kind to the standard output, which imports again unchanged', async () => {
    const { code, stdout, stderr } = await start('export published-figures');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^gss_code,year_ending,received,/);
    expect(stdout).toContain('\r\nE10000016,2023,');
  });

  it('writes a workbook to a file by its ending, and nothing else beside it', async () => {
    const { code, stderr } = await start('export courses --output courses.xlsx');
    expect(stderr).toMatch(/^courses\.xlsx: \d+ rows\.\n$/);
    expect(code).toBe(0);
    const rows = await readSheet(join(folder, 'courses.xlsx'));
    expect(rows[0]?.[0]).toBe('title');
    expect(rows[1]?.[3]).toBeInstanceOf(Date);
    expect((await readdir(folder)).sort()).toEqual(['courses.xlsx', 'var']);
    await rm(join(folder, 'courses.xlsx'));
  });

  it('writes personal data only when told to', async () => {
    const refused = await run('export officers');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toBe(
      '[export] officers holds personal data: names and e-mail addresses of officers. Say --include-personal if you mean to export it, and keep the file where only those who may read it can.\n(EXPORT_PERSONAL_DATA: see docs/errors.md)\n',
    );
    expect((await run('export recommendations')).stderr).toContain('personal remedies');
    const { stdout } = await run('export officers --include-personal');
    expect(stdout).toContain('@');
  });

  it('writes a yearly table as the graph has it for the public', async () => {
    const { code, stdout } = await run('export decided-by-outcome --year-ending 2023');
    expect(code).toBe(0);
    expect(stdout).toContain('\r\nE10000016,Kent County Council,COUNTY,South East,2023,');
  });

  it('describes its files as a data package', async () => {
    const { stdout } = await run('export datapackage');
    const descriptor = JSON.parse(stdout);
    expect(frictionlessProblems(descriptor)).toEqual([]);
    expect(descriptor.resources.map(({ path }: { path: string }) => path)).toEqual(
      importKindNames.map((kind) => `${kind}.csv`),
    );
  });

  it('stops at Ctrl-C and leaves what stood there before', async () => {
    await run('export seminars --output decisions.csv');
    const before = await readFile(join(folder, 'decisions.csv'), 'utf8');
    const child = spawnRedress(['export', 'decisions', '--output', 'decisions.csv'], folder);
    let said = '';
    child.stderr.on('data', (part) => {
      said += part;
    });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    // The file under its other name is there while rows are written.
    while (!(await readdir(folder)).some((name) => name.endsWith('.part'))) {
      await new Promise((next) => setImmediate(next));
    }
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect(said).toBe(
      '[export] Stopped before the end: no file was written.\n(EXPORT_STOPPED: see docs/errors.md)\n',
    );
    expect(await readFile(join(folder, 'decisions.csv'), 'utf8')).toBe(before);
    expect((await readdir(folder)).sort()).toEqual(['decisions.csv', 'var']);
  });

  it('ends when its reader does', async () => {
    const child = spawnRedress(['export', 'decisions'], folder);
    child.stdout.once('data', () => child.stdout.destroy());
    const ended = new Promise<number | null>((done) => child.on('close', done));
    expect(await ended).toBe(0);
  });

  it.each([
    ['export letters', '[export] KIND must be one of councils, officers,'],
    [
      'export decided-by-outcome',
      '[export] --year-ending must be a year such as 2020 for decided-by-outcome, but got nothing.',
    ],
    [
      'export decided-by-outcome --year-ending 2031',
      '[export] A year ending with figures was expected, but there are none of 2031.',
    ],
    ['export councils --year-ending 2020', '[export] --year-ending is for yearly tables'],
    ['export councils --format pdf', '[export] --format must be csv or xlsx, but got "pdf".'],
    [
      'export councils --output no/where.csv',
      '[export] --output must be a file in a folder that exists, but got "no/where.csv".',
    ],
  ])('refuses "%s" in one sentence', async (words, sentence) => {
    const { code, stderr } = await run(words);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });
});
