import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observeStatements } from '../../src/database/observe-statements.ts';
import { openDatabase } from '../../src/database/open-database.ts';

describe('observeStatements', () => {
  const events: string[] = [];
  let database: DataSource;

  beforeAll(async () => {
    database = await openDatabase({ url: 'sqlite::memory:' });
    observeStatements(database, (sql) => {
      if (sql.includes('unwatched')) return undefined;
      events.push(`begins ${sql}`);
      return (isFailed) => events.push(`${isFailed ? 'fails' : 'ends'} ${sql}`);
    });
  });
  afterAll(() => database.destroy());

  it('tells once of the beginning and the end of a statement, without its values', async () => {
    events.length = 0;
    expect(await database.query('SELECT ? AS a', ['jane'])).toEqual([{ a: 'jane' }]);
    await database.query('SELECT 2');
    expect(events).toEqual([
      'begins SELECT ? AS a',
      'ends SELECT ? AS a',
      'begins SELECT 2',
      'ends SELECT 2',
    ]);
  });

  it('tells of a statement that fails, and hands on why', async () => {
    events.length = 0;
    await expect(database.query('SELECT * FROM nowhere')).rejects.toThrow('no such table: nowhere');
    expect(events).toEqual(['begins SELECT * FROM nowhere', 'fails SELECT * FROM nowhere']);
  });

  it('leaves alone what the observer does not want', async () => {
    events.length = 0;
    await database.query('SELECT 1 AS unwatched');
    expect(events).toEqual([]);
  });
});
