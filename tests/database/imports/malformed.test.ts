import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  councilsHeader,
  decisionsHeader,
  dumpTables,
  importLines,
  importText,
  importTwoCouncils,
  openMemoryDatabase,
  recommendationsHeader,
  refusal,
} from '../memory-database.ts';
import { malformedFiles } from './malformed-files.ts';

let dataSource: DataSource;
let before: string;

beforeAll(async () => {
  dataSource = await openMemoryDatabase();
  await importTwoCouncils(dataSource);
  await importLines(
    dataSource,
    'councils',
    councilsHeader,
    'E06000005,dale,Dale Council,Dale,UNITARY,North East,90000,54,-1,,2019-04-01,,',
    'E07000004,eden,Eden District Council,Eden,DISTRICT,North East,40000,54,-1,,,2019-03-31,E06000005',
  );
  await importLines(
    dataSource,
    'decisions',
    decisionsHeader,
    '19 000 001,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,',
    '19 000 002,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,NOT_UPHELD,no,no,',
  );
  await importLines(
    dataSource,
    'recommendations',
    recommendationsHeader,
    '19 000 001,1,SERVICE_IMPROVEMENT,Review,Review the policy,2019-12-01,,',
  );
  before = await hashTables();
});
afterAll(() => dataSource.destroy());

/** One hash over every row of every table. */
async function hashTables(): Promise<string> {
  const dump = JSON.stringify(await dumpTables(dataSource));
  return createHash('sha256').update(dump).digest('hex');
}

describe('a malformed file', () => {
  it('is of one of at least a hundred kinds', () => {
    expect(new Set(malformedFiles.map(({ kind, title }) => `${kind} ${title}`)).size).toBe(
      malformedFiles.length,
    );
    expect(malformedFiles.length).toBeGreaterThanOrEqual(100);
  });

  it.each(malformedFiles)('of $kind is refused: $title', async (file) => {
    const [first = ''] = await refusal(importText(dataSource, file.kind, file.content));
    const [place = '', rest = ''] = first.split(/: expected (.*)/s);
    const [expected = '', got = ''] = rest.split(/, but (got .*)/s);
    expect(place).toBe(file.at);
    expect(expected).toContain(file.expected);
    expect(got).toContain(file.got);
    expect(first).not.toContain('    at ');
    expect(await hashTables()).toBe(before);
  });
});
