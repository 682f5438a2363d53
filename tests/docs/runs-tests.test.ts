import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/runs-tests.md', 'utf8');

/** Rows with a promise, without the head and the rows that only divide. */
const promises = page
  .split('\n')
  .filter((line) => /^\| (?!promise|\*\*)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('docs/runs-tests.md', () => {
  it('names a test for every promise, and each is there', () => {
    expect(promises.length).toBeGreaterThan(30);
    for (const [, promise = '', held = ''] of promises) {
      const files = [...held.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
      expect(files, promise).not.toEqual([]);
      for (const file of files) expect([file, existsSync(file)]).toEqual([file, true]);
    }
  });
});
