import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { readAllEntities } from '../../../src/resolvers/common/read-entities.ts';
import { DecisionCouncil } from '../../../src/schema/decisions/decision-council.entity.ts';
import { importTwoCouncils } from '../../database/memory-database.ts';

let database: DataSource;
beforeEach(async () => {
  database = await openDatabase({ url: 'sqlite::memory:' });
  await migrateDatabase(database);
  await importTwoCouncils(database);
});
afterEach(() => database.destroy());

it('gives the same rows as long as the table is the same, and others once it is not', async () => {
  const read = () => readAllEntities(database, DecisionCouncil);
  const first = await read();
  expect(first).toHaveLength(2);
  expect(first[0]).toBeInstanceOf(DecisionCouncil);
  expect(await read()).toBe(first);
  await database.query('UPDATE decision_council SET population = 7 WHERE gss_code = ?', [
    first[0]?.councilCode,
  ]);
  const second = await read();
  expect(second).not.toBe(first);
  expect(second.map(({ population }) => population)).toContain(7);
  expect(first.map(({ population }) => population)).not.toContain(7);
});

it('gives rows that nobody can change for others', async () => {
  const [row] = await readAllEntities(database, DecisionCouncil);
  expect(() => Object.assign(row ?? {}, { population: 1 })).toThrow(TypeError);
});
