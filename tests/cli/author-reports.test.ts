import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRedress } from './run-redress.ts';

/** A project as an author has it: sources that were never built. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'redress-author-'));
  for (const part of ['src/reports', 'src/plugins', 'tests/plugins', 'package.json']) {
    await cp(part, join(project, part), { recursive: true });
  }
  await symlink(resolve('node_modules'), join(project, 'node_modules'));
});
afterAll(() => rm(project, { recursive: true, force: true }));

const run = (words: string) => runRedress(words.split(' '), project);

describe('an author in a project', () => {
  it('finds a new report in list and check without a build, and a list within the width', async () => {
    expect((await run('report new zebra-report')).code).toBe(0);
    const list = await readFile(join(project, 'src/plugins/index.ts'), 'utf8');
    expect(Math.max(...list.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect((await run('report list')).stdout).toContain('zebra-report  Zebra report');
    const { stdout, code } = await run('report check');
    expect(stdout).toBe('4 reports checked, 0 findings.\n');
    expect(code).toBe(0);
  });

  it('is told report, line and field of a wrong field as it was saved', async () => {
    const file = join(project, 'src/plugins/zebra-report/query.ts');
    const query = await readFile(file, 'utf8');
    await writeFile(file, query.replace('        sample\n', '        samples\n'));
    const { stdout, code } = await run('report check');
    expect(stdout).toMatch(/^error {2}zebra-report:\d+ {2}query: Cannot query field "samples"/);
    expect(code).toBe(1);
    await writeFile(file, query);
  });

  it('gets what check finds as JSON, for a program to read', async () => {
    const file = join(project, 'src/plugins/zebra-report/query.ts');
    const query = await readFile(file, 'utf8');
    const clean = await run('report check --json');
    expect(clean.code).toBe(0);
    await writeFile(file, query.replace('        sample\n', '        samples\n'));
    const { stdout, code } = await run('report check --json');
    expect(code).toBe(1);
    const found: unknown = JSON.parse(stdout);
    expect(JSON.stringify(found)).toMatch(/"zebra-report".*Cannot query field/);
    expect(JSON.parse(clean.stdout)).not.toEqual(found);
    await writeFile(file, query);
  });

  it('is told of sources that do not load', async () => {
    const file = join(project, 'src/plugins/index.ts');
    const list = await readFile(file, 'utf8');
    await writeFile(file, list.replace('zebra-report/report.ts', 'zebra/report.ts'));
    const { stderr, code } = await run('report check');
    expect(stderr).toMatch(/^\[report\] src\/plugins\/index\.ts: expected a module that loads/);
    expect(stderr).toContain('REPORT_LOAD_FAILED');
    expect(code).toBe(1);
    await writeFile(file, list);
  });
});
