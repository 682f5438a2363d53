import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEntities, type EntityClass } from '../../src/database/entities.ts';
import { readEntities } from '../../src/resolvers/common/read-entities.ts';
import { CouncilType } from '../../src/schema/common/council-type.enum.ts';
import { Council } from '../../src/schema/councils/council.entity.ts';
import { Decision } from '../../src/schema/decisions/decision.entity.ts';
import { DecisionRollup } from '../../src/schema/decisions/decision-rollup.entity.ts';
import { Recommendation } from '../../src/schema/recommendations/recommendation.entity.ts';
import { Edition } from '../../src/schema/reports/edition.entity.ts';
import { openSampleDatabase, type SampleDatabase } from '../open-sample-database.ts';
import { openTestDatabase } from '../open-test-database.ts';

/** Tables too long to be compared in full. */
const long: readonly unknown[] = [Decision, Recommendation, DecisionRollup];

const council = {
  code: 'E07000107',
  slug: 'dartford',
  name: `"Dartford", [Ömer's] \\ \n\t🏛 {"a":1} ?`,
  shortName: '[1]',
  type: CouncilType.DISTRICT,
  region: 'null',
  population: null,
  latitude: 51.12345678901234,
  longitude: -(0.1 + 0.2),
  countyCode: null,
  startDate: null,
  endDate: '2020-03-31',
};

describe('readEntities', () => {
  let sample: SampleDatabase;
  let database: DataSource;
  beforeAll(async () => {
    sample = await openSampleDatabase();
    database = await openTestDatabase();
    await database.getRepository(Council).insert([
      council,
      {
        ...council,
        code: 'E07000108',
        slug: 'b',
        latitude: null,
        longitude: 1e-7,
        population: 0,
      },
      { ...council, code: 'E07000109', slug: 'c', latitude: 1 / 3, longitude: 2 ** 53 },
    ]);
  });
  afterAll(async () => {
    await sample.close();
    await database.destroy();
  });

  it.each(
    allEntities.filter((entity) => !long.includes(entity)).map((entity) => [entity.name, entity]),
  )('gives what TypeORM gives for every %s of the sample', async (_name, entity: EntityClass) => {
    const { dataSource } = sample;
    const keys = dataSource.getMetadata(entity).primaryColumns.map((key) => key.propertyName);
    const order = Object.fromEntries(keys.map((key) => [key, 'ASC' as const]));
    const expected = await dataSource.getRepository(entity).find({ order });
    const read = await readEntities<object>(dataSource, entity, { where: {}, order });
    expect(read).toStrictEqual(expected);
  });

  it.each([
    [Decision, { hasPublicReport: true, councilCode: ['E07000107', 'E08000025'] }],
    [Recommendation, { councilCode: ['E07000107'], number: [1, 2] }],
    [DecisionRollup, { yearEnding: [2019, 2020], councilCode: ['E07000107'] }],
  ])('leaves rows that have any of the values', async (entity: EntityClass, where) => {
    const rows = await sample.dataSource.getRepository(entity).find();
    const fits = (row: object) =>
      Object.entries(where).every(([name, value]) => {
        const own: unknown = Reflect.get(row, name);
        return Array.isArray(value) ? value.some((one) => one === own) : own === value;
      });
    const byText = (some: readonly object[]) => some.map((row) => JSON.stringify(row)).sort();
    const expected = rows.filter(fits);
    expect(expected.length).toBeGreaterThan(0);
    const read = await readEntities<object>(sample.dataSource, entity, { where });
    expect(byText(read)).toEqual(byText(expected));
    expect(read[0]).toBeInstanceOf(entity);
  });

  it('gives text and numbers as they were written, to the last digit', async () => {
    const order = { slug: 'DESC' } as const;
    const read = await readEntities(database, Council, { where: {}, order });
    expect(read).toStrictEqual(await database.getRepository(Council).find({ order }));
    expect({ ...read[0] }).toEqual(council);
    expect(read[1]?.latitude).toBe(1 / 3);
  });

  it('finds nothing for no values', async () => {
    expect(await readEntities(database, Council, { where: { code: [] } })).toEqual([]);
    expect(await readEntities(database, Edition, { where: { yearEnding: [] } })).toEqual([]);
  });

  it('takes the words of a condition as values', async () => {
    const where = { slug: ["x') OR 1 = 1 --", 'dartford'], region: 'null' };
    expect(await readEntities(database, Council, { where })).toHaveLength(1);
  });

  describe('misuse', () => {
    it('names the table of which something unknown is asked', async () => {
      const where = JSON.parse('{"nickname":"x"}');
      await expect(readEntities(database, Council, { where })).rejects.toThrow(
        '[council] expected one of its properties, but got nickname.',
      );
    });
  });
});
