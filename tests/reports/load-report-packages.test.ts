import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadReportPackages } from '../../src/reports/load-report-packages.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-packages-'));
  const card = pathToFileURL(resolve('tests/reports/council-card.ts')).href;
  const write = async (path: string, text: string) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('node_modules/good-report/package.json', '{ "type": "module", "main": "index.js" }');
  await write(
    'node_modules/good-report/index.js',
    `import { councilCard } from ${JSON.stringify(card)};\nexport const reports = [councilCard];`,
  );
  await write(
    'mine.mjs',
    `import { councilCard } from ${JSON.stringify(card)};\nexport const reports = [{ ...councilCard, name: 'mine' }];`,
  );
  await write('none.mjs', 'export const report = {};');
  await write('text.mjs', 'export const reports = ["hello"];');
  await write('throws.mjs', 'throw new Error("Not today.");');
});
afterAll(() => rm(folder, { recursive: true }));

describe('loadReportPackages', () => {
  it('loads installed packages and files, in order', async () => {
    const reports = await loadReportPackages(['good-report', './mine.mjs'], folder);
    expect(reports.map(({ name }) => name)).toEqual(['council-card', 'mine']);
  });
});

describe('loadReportPackages, misused', () => {
  it('names every package that is missing or is none', async () => {
    const names = ['nowhere', './none.mjs', './text.mjs', './throws.mjs'];
    const error = await loadReportPackages(names, folder).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'REPORT_PACKAGE_INVALID' });
    const problems = (error as { problems: string[] }).problems;
    expect(problems).toEqual([
      expect.stringMatching(
        /^\[plugins:nowhere\] expected a package that can be loaded from .+, but it cannot: Cannot find module 'nowhere' .*Install it there, or name its file in REDRESS_PLUGINS\.$/,
      ),
      '[plugins:./none.mjs] expected a module that exports "reports", an array of what defineReport gives, but it exports report. Write: export const reports = [myReport];',
      '[plugins:./text.mjs] reports[0]: expected what defineReport gives, but got "hello".',
      expect.stringContaining('[plugins:./throws.mjs] expected a package that can be loaded'),
    ]);
    expect(problems[3]).toContain('Not today.');
  });
});
