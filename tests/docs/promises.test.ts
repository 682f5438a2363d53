import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Rows of the table of promises, without its head and the rows that only divide. */
function readPromises(page: string): { promise: string; files: string[] }[] {
  const [, table = ''] = readFileSync(page, 'utf8').split('\n| promise | held by |\n');
  return table
    .split('\n')
    .filter((line) => /^\| (?!\*\*)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, promise = '', held = '']) => ({
      promise,
      files: [...held.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? ''),
    }));
}

describe.each([
  ['docs/runs-tests.md', 30],
  ['docs/site.md', 20],
])('%s', (page, least) => {
  it('names a test for every promise, and each is there', () => {
    const promises = readPromises(page);
    expect(promises.length).toBeGreaterThan(least);
    for (const { promise, files } of promises) {
      expect(files, promise).not.toEqual([]);
      for (const file of files) expect([file, existsSync(file)]).toEqual([file, true]);
    }
  });
});
