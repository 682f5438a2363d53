import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asDatabases } from '../../../src/database/databases.ts';
import { defineLoader } from '../../../src/resolvers/common/loader.ts';
import { type Databases, OperationContext } from '../../../src/resolvers/operation-context.ts';
import { openSmallDatabase } from '../small-database.ts';

let databases: Databases;
let close: () => Promise<void>;

beforeAll(async () => {
  const database = await openSmallDatabase();
  close = () => database.destroy();
  databases = asDatabases(database);
});
afterAll(() => close());

const read: string[] = [];
let isDown = false;

const readYears = (name: string) => (years: readonly number[]) => {
  read.push(`${name} ${years.join()}`);
  if (isDown) return Promise.reject(new Error('The database is down.'));
  return Promise.resolve(new Map(years.map((year) => [year, `${name} ${year}`])));
};

const ofYear = defineLoader('testOfYear', readYears('year'), () => null, { isCommon: true });
const ofCouncil = defineLoader('testOfCouncil', readYears('council'), () => null);

/** Operations that belong together. */
function openOperations(): [OperationContext, OperationContext] {
  const common = new OperationContext(databases, new Set());
  const open = () => new OperationContext(databases, new Set(), {}, null, null, common);
  return [open(), open()];
}

describe('operations that belong together', () => {
  it('read what is of no one council once, and the rest each for itself', async () => {
    read.length = 0;
    for (const operation of openOperations()) {
      expect(await operation.loader(ofYear).load(2020)).toBe('year 2020');
      expect(await operation.loader(ofCouncil).load(2020)).toBe('council 2020');
    }
    expect(read).toEqual(['year 2020', 'council 2020', 'council 2020']);
  });

  it('ask again for what could not be read', async () => {
    read.length = 0;
    const [first, second] = openOperations();
    isDown = true;
    await expect(first.loader(ofYear).load(2020)).rejects.toThrow('The database is down.');
    isDown = false;
    expect(await second.loader(ofYear).load(2020)).toBe('year 2020');
    expect(read).toEqual(['year 2020', 'year 2020']);
  });
});

describe('operations by themselves', () => {
  it('share nothing', async () => {
    read.length = 0;
    for (let operation = 0; operation < 2; operation += 1) {
      const context = new OperationContext(databases, new Set());
      expect(await context.loader(ofYear).load(2020)).toBe('year 2020');
    }
    expect(read).toEqual(['year 2020', 'year 2020']);
  });
});
