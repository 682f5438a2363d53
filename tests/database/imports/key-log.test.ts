import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyLog, removeAbandonedKeys } from '../../../src/database/imports/key-log.ts';

let folder: string;
const known = process.env.TMPDIR;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-keys-'));
  process.env.TMPDIR = folder;
});
afterEach(() => {
  if (known === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = known;
  rmSync(folder, { recursive: true });
});

describe('KeyLog', () => {
  it('finds a key that comes again in another window, with both lines', () => {
    const log = new KeyLog();
    for (let line = 2; line < 120_002; line += 1) {
      // Two come again: one soon, one after two windows were spread over files.
      const key = line === 110_000 ? 'key 7\n"' : line === 9 ? 'key 7\n"' : `key ${line}`;
      expect(log.add(key, line)).toBe(undefined);
      if (line % 500 === 0) log.endPortion();
    }
    expect(log.add('key 120001', 120_002)).toBe(120_001);
    expect(readdirSync(folder)).toHaveLength(1);
    expect([...log.findLate()]).toEqual([{ key: 'key 7\n"', line: 110_000, firstLine: 9 }]);
    log.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes no file for fewer keys than its window holds', () => {
    const log = new KeyLog();
    for (let line = 2; line < 50_000; line += 1) log.add(`key ${line}`, line);
    log.endPortion();
    expect([...log.findLate()]).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    log.close();
  });

  it('takes away what killed imports left a day ago, and nothing else', () => {
    const make = (name: string, ageHours: number) => {
      const path = join(folder, name);
      mkdirSync(path);
      const at = new Date(Date.now() - ageHours * 3_600_000);
      utimesSync(path, at, at);
      return path;
    };
    const old = make('redress-import-old', 25);
    const young = make('redress-import-young', 23);
    const other = make('redress-export-old', 25);
    removeAbandonedKeys(folder);
    expect([old, young, other].map((path) => existsSync(path))).toEqual([false, true, true]);
  });
});
