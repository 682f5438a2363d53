import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listSources } from '../../../src/reports/studio/watch-sources.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), '');
  }
}

describe('listSources', () => {
  it('gives the sources of all folders once, sorted, and nothing that was installed or is hidden', () => {
    write('b.ts', 'a/c.graphql', 'a/d.json', 'a/e.mjs', 'a/notes.md', 'a/.cache/x.ts', '.x.ts');
    write('node_modules/one/index.js', 'a/node_modules/two/index.js');
    expect(listSources([folder, join(folder, 'a')])).toEqual(
      ['a/c.graphql', 'a/d.json', 'a/e.mjs', 'b.ts'].map((path) => join(folder, path)),
    );
  });

  it('does not follow links out of the folder, as those of installed packages', () => {
    write('a.ts');
    symlinkSync('/', join(folder, 'everything'));
    symlinkSync('.', join(folder, 'itself'));
    expect(listSources([folder])).toEqual([join(folder, 'a.ts')]);
  });

  it('says nothing of a folder that has gone meanwhile', () => {
    expect(listSources([join(folder, 'gone')])).toEqual([]);
  });
});
