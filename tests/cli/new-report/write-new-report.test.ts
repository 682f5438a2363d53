import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addToList } from '../../../src/cli/new-report/project-files.ts';
import { nameReport } from '../../../src/cli/new-report/report-files.ts';
import { writeNewReport } from '../../../src/cli/new-report/write-new-report.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-new-'));
});
afterEach(() => rm(folder, { recursive: true }));

const options = (change: Partial<Parameters<typeof writeNewReport>[0]> = {}) => ({
  name: 'my-report',
  taken: ['annual-letter'],
  package: false,
  redress: { version: '0.1.0', folder: join(folder, 'redress'), typescript: '7.0.2' },
  folder,
  ...change,
});

describe('writeNewReport', () => {
  it('adds a report to a project: its folder, a test, a line in the list', async () => {
    await mkdir(join(folder, 'src/plugins'), { recursive: true });
    await writeFile(join(folder, 'src/plugins/index.ts'), await readFile('src/plugins/index.ts'));
    await writeNewReport(options());
    expect((await readdir(join(folder, 'src/plugins/my-report'))).sort()).toEqual([
      'README.md',
      'fixtures.ts',
      'query.ts',
      'report.ts',
    ]);
    expect(await readdir(join(folder, 'tests/plugins/my-report'))).toEqual(['fixtures.test.ts']);
    const list = await readFile(join(folder, 'src/plugins/index.ts'), 'utf8');
    expect(list).toContain("import { myReport } from './my-report/report.ts';");
    expect(list).toMatch(/installedReports: readonly AnyReport\[\] = \[[^\]]*,\s*myReport,?\s*\]/);
  });

  it('makes a package where there is no project, or when asked', async () => {
    const written = await writeNewReport(options());
    expect(written).toContain('my-report/package.json');
    await mkdir(join(folder, 'src/plugins'), { recursive: true });
    await writeFile(join(folder, 'src/plugins/index.ts'), '');
    const asked = await writeNewReport(options({ name: 'other', package: true }));
    expect(asked).toContain('other/package.json');
  });

  it.each([
    ['its folder, from the package', 'apps/redress/', 'file:../apps/redress'],
    ['its version, where it was fetched for one command', '.npm/_npx/1a2b/redress/', '^0.1.0'],
  ])(
    'makes a package that can be installed: it depends on Redress by %s',
    async (_, at, wanted) => {
      const redress = { version: '0.1.0', folder: join(folder, at), typescript: '7.0.2' };
      await writeNewReport(options({ redress }));
      const manifest: unknown = JSON.parse(
        await readFile(join(folder, 'my-report/package.json'), 'utf8'),
      );
      expect(manifest).toMatchObject({
        peerDependencies: { redress: '^0.1.0' },
        devDependencies: { redress: wanted, typescript: '7.0.2' },
      });
    },
  );
});

describe('writeNewReport, misused', () => {
  it('refuses a name that is none, or is taken', async () => {
    await expect(writeNewReport(options({ name: '../Evil' }))).rejects.toThrow(
      '[report] new: expected a kebab-case name such as "my-report", but got "../Evil".',
    );
    await expect(writeNewReport(options({ name: 'annual-letter' }))).rejects.toThrow(
      '[report] new: expected a name of its own, but a report named "annual-letter" is installed. Choose another.',
    );
  });

  it('writes nothing where a file is in the way', async () => {
    await mkdir(join(folder, 'my-report'));
    await writeFile(join(folder, 'my-report/package.json'), 'mine');
    await expect(writeNewReport(options())).rejects.toThrow(
      '[report] new: expected no file to be in the way, but found my-report/package.json. Move it, or choose another name.',
    );
    expect(await readdir(join(folder, 'my-report'))).toEqual(['package.json']);
  });
});

describe('addToList', () => {
  it('sorts the import in', () => {
    const index = [
      "import type { AnyReport } from '../reports/index.ts';",
      "import { alpha } from './alpha/report.ts';",
      "import { gamma } from './gamma/report.ts';",
      '',
      'export const installedReports: readonly AnyReport[] = [alpha, gamma];',
      '',
    ].join('\n');
    expect(addToList(index, nameReport('beta', ''))).toBe(
      [
        "import type { AnyReport } from '../reports/index.ts';",
        "import { alpha } from './alpha/report.ts';",
        "import { beta } from './beta/report.ts';",
        "import { gamma } from './gamma/report.ts';",
        '',
        'export const installedReports: readonly AnyReport[] = [alpha, gamma, beta];',
        '',
      ].join('\n'),
    );
  });
});
