import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder } from '../../../src/database/data-folder.ts';
import { readSampleCouncils } from '../../../src/database/sample/sample-council.ts';
import { createSampleFiles } from '../../../src/database/sample/sample-files.ts';

/** Hash of every row of every file. */
async function hashSample(): Promise<Record<string, string>> {
  const files = createSampleFiles(await readSampleCouncils(dataFolder));
  return Object.fromEntries(
    files.map(({ kind, records }) => {
      const hash = createHash('sha256');
      for (const portion of records) {
        for (const { cells } of portion) hash.update(`${JSON.stringify(cells)}\n`);
      }
      return [kind, hash.digest('hex').slice(0, 16)];
    }),
  );
}

describe('the sample dataset', () => {
  let first: Record<string, string>;
  beforeAll(async () => {
    first = await hashSample();
  });

  it('is the same every time it is made', async () => {
    expect(await hashSample()).toEqual(first);
  });

  it('is the same to the byte as when its version was last raised', () => {
    // Other rows on purpose? Raise sampleVersion in load-sample.ts and take over the new hashes.
    expect(first).toMatchInlineSnapshot(`
      {
        "courses": "70b073cb6cc4403b",
        "decisions": "1797a401fca2ef17",
        "officers": "a461f22cafbda19d",
        "recommendations": "0600762fe42a100c",
        "seminars": "d9de7816940f0e3f",
      }
    `);
  });
});
