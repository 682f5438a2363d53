import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileCache, redressProgram } from '../cli/run-redress.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';

/** How a program ended. */
interface Ended {
  code: number;
  output: string;
}

let app: string;
let redress: string;

/** Runs Node on a file with arguments, in a folder. */
function run(folder: string, words: readonly string[], settings: NodeJS.ProcessEnv = {}) {
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: compileCache,
    LOG_LEVEL: 'silent',
    ...settings,
  };
  return new Promise<Ended>((done) => {
    execFile(process.execPath, [...words], { cwd: folder, env }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    );
  });
}

const compiler = resolve('node_modules/typescript/bin/tsc');

/** A folder where Redress is installed as a package, as `tests/built-program.ts` has built it. */
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'redress-app-'));
  await mkdir(join(app, 'node_modules'));
  for (const name of await readdir('node_modules')) {
    await symlink(resolve('node_modules', name), join(app, 'node_modules', name));
  }
  const installed = join(app, 'node_modules/redress');
  await mkdir(installed, { recursive: true });
  await cp(dirname(dirname(redressProgram)), join(installed, 'dist'), { recursive: true });
  await cp('package.json', join(installed, 'package.json'));
  await symlink(resolve('data'), join(installed, 'data'));
  redress = join(installed, 'dist/cli/redress.js');
});
afterAll(() => rm(app, { recursive: true, force: true }));

describe('a report in a package of its own', () => {
  it('is written by "redress report new", and examples/hello-report is just that', async () => {
    const { code, output } = await run(app, [redress, 'report', 'new', 'hello-report']);
    expect(output).toContain('hello-report/src/hello-report/report.ts');
    expect(code).toBe(0);
    const names = await readdir('examples/hello-report', { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(7);
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      const written = await readFile(join(app, path.replace(/^examples\//, '')), 'utf8');
      // Redress itself is elsewhere here than it is for the example.
      expect(written.replace('file:../node_modules/redress', 'file:../..'), path).toBe(
        await readFile(path, 'utf8'),
      );
    }
  });

  it('is not written over what is there', async () => {
    const { code, output } = await run(app, [redress, 'report', 'new', 'hello-report']);
    expect([code, output]).toEqual([1, expect.stringContaining('FILE_EXISTS')]);
  });

  it('passes its own tests, on Node’s test runner', async () => {
    const folder = join(app, 'hello-report');
    const { code, output } = await run(folder, ['--test', 'tests/hello-report.test.ts']);
    expect(output).toMatch(/pass 4\b/);
    expect(code).toBe(0);
  });

  it('builds, and does not where its query asks for a field that is not there', async () => {
    const folder = join(app, 'hello-report');
    expect(await run(folder, [compiler])).toEqual({ code: 0, output: '' });
    const query = join(folder, 'src/hello-report/query.ts');
    const text = await readFile(query, 'utf8');
    await writeFile(query, text.replace(' percent }', ' percant }'));
    const { code, output } = await run(folder, [compiler, '--noEmit']);
    await writeFile(query, text);
    expect(code).not.toBe(0);
    expect(output).toContain('percant');
  });

  it('is loaded by its folder in REDRESS_PLUGINS, once it is built', async () => {
    const folder = join(app, 'hello-report');
    const { output } = await run(app, [redress, 'report', 'list'], { REDRESS_PLUGINS: folder });
    expect(output).toContain('hello-report  Hello report');
  });

  it('is installed by its name in REDRESS_PLUGINS, checked and rendered from the database', async () => {
    const installed = join(app, 'node_modules/hello-report');
    await mkdir(installed);
    await cp(join(app, 'hello-report/package.json'), join(installed, 'package.json'));
    await cp(join(app, 'hello-report/dist'), join(installed, 'dist'), { recursive: true });
    expect(existsSync(join(installed, 'src'))).toBe(false);
    const settings = {
      REDRESS_PLUGINS: 'hello-report',
      DATABASE_URL: `sqlite:${join(app, 'sample.sqlite')}`,
    };
    await cp(sampleDatabasePath(), join(app, 'sample.sqlite'));
    const checked = await run(app, [redress, 'report', 'check', 'hello-report'], settings);
    expect(checked).toEqual({ code: 0, output: '1 report checked, 0 findings.\n' });
    const listed = await run(app, [redress, 'report', 'list'], settings);
    expect(listed.output).toContain('hello-report  Hello report');
    const rendered = await run(
      app,
      [
        ...[redress, 'report', 'render', 'hello-report', '--council', 'leeds'],
        ...['--year-ending', '2023', '--format', 'txt'],
      ],
      settings,
    );
    expect(rendered.output).toContain('69%');
    expect(rendered.output).toContain('37 of 54 investigations');
  });

  it('stops the start with a sentence where it is not installed', async () => {
    const { code, output } = await run(app, [redress, 'report', 'list'], {
      REDRESS_PLUGINS: 'not-there',
    });
    expect(code).toBe(1);
    expect(output).toContain('[plugins:not-there] expected a package that can be loaded');
    expect(output).toContain('REPORT_PACKAGE_INVALID');
  });
});
