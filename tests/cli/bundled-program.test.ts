import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync, statSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { environment, redressProgram } from './run-redress.ts';

const program = fileURLToPath(new URL('../../dist/program/', import.meta.url));
const lister = new URL('./list-modules.ts', import.meta.url).href;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-bundled-'));
  await mkdir(join(folder, 'var'));
  await copyFile(sampleDatabasePath(), join(folder, 'var/redress.sqlite'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The files that a start loads until the first answer out of two subgraphs. */
async function listLoaded(): Promise<string[]> {
  const list = join(folder, 'modules.json');
  const child = spawn(process.execPath, ['--import', lister, redressProgram, 'start'], {
    cwd: folder,
    env: environment({ PORT: '0', REDRESS_MODULES: list }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin === undefined) continue;
    const query =
      '{ council(slug: "leeds") { name performance(yearEnding: 2023) { upheld { numerator } } } }';
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toEqual({
      data: {
        council: { name: 'Leeds City Council', performance: { upheld: { numerator: 37 } } },
      },
    });
    break;
  }
  child.kill('SIGTERM');
  await ended;
  return JSON.parse(await readFile(list, 'utf8')).map((url: string) => fileURLToPath(url));
}

describe('a start of the bundled program', () => {
  it('loads 60 files at most, 9 MB in all, and nothing that a first answer does without', async () => {
    const loaded = await listLoaded();
    const bytes = loaded.reduce((sum, file) => sum + statSync(file).size, 0);
    const packages = new Set(
      loaded.flatMap((file) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []),
    );
    // What stays outside the bundle, with what it brings. mjml, pg, pg-boss, undici and the like come when they are needed.
    expect([...packages].sort()).toEqual([
      '@graphql-hive/router-query-planner',
      'bindings',
      'file-uri-to-path',
      'reflect-metadata',
      'sqlite3',
    ]);
    expect(loaded.length).toBeLessThanOrEqual(60);
    expect(bytes).toBeLessThanOrEqual(9_000_000);
  });
});

describe('the bundled program', () => {
  it('has each module once, so that reports in packages share theirs with the server', () => {
    const seen = new Map<string, string[]>();
    for (const name of globSync('*.js', { cwd: program })) {
      const text = readFileSync(join(program, name), 'utf8');
      for (const [, file = ''] of text.matchAll(
        /^\s*\/\/ ((?:dist|node_modules)\/\S+\.[cm]?js)$/gm,
      )) {
        seen.set(file, [...(seen.get(file) ?? []), name]);
      }
    }
    expect(seen.size).toBeGreaterThan(1_000);
    expect([...seen].filter(([, places]) => places.length > 1)).toEqual([]);
  });

  it('has what authors import in files without a server or a database', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(exports['./reports'].default).toBe('./dist/program/reports.js');
    expect(exports['./reports/testing'].default).toBe('./dist/program/reports-testing.js');
    expect(closureOf('reports.js')).not.toMatch(
      /^\s*\/\/ node_modules\/(typeorm|fastify|@apollo)/m,
    );
  });

  it('has the licences of the packages in it beside it', () => {
    const text = readFileSync(join(program, 'licences.md'), 'utf8');
    for (const name of ['typeorm', 'graphql', 'fastify', '@apollo/server']) {
      expect(text).toMatch(new RegExp(`^## ${name} \\S+ \\(MIT\\)\\n\\n\\S`, 'm'));
    }
  });

  it('need not be there: modules are loaded one by one then', async () => {
    const plain = join(folder, 'plain');
    await mkdir(plain);
    await cp(resolve('dist'), join(plain, 'dist'), {
      recursive: true,
      filter: (path) => !/\/dist\/(program|web\/site-bundle|web\/explorer)$/.test(path),
    });
    await copyFile('package.json', join(plain, 'package.json'));
    await symlink(resolve('node_modules'), join(plain, 'node_modules'));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(plain, 'dist/cli/redress.js'), '--version'],
      { env: environment({}) },
    );
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

/** The text of a file of the bundle and of all that it imports. */
function closureOf(name: string, seen = new Set<string>()): string {
  if (seen.has(name)) return '';
  seen.add(name);
  const text = readFileSync(join(program, name), 'utf8');
  const imported = [...text.matchAll(/^import [^'"]*["']\.\/([^"']+)["'];$/gm)];
  return [text, ...imported.map(([, file = '']) => closureOf(file, seen))].join('\n');
}
