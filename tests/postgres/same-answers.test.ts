import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from '../e2e/open-server.ts';
import { askServer, readLetter, sameOperations } from '../e2e/same-operations.ts';
import { createPostgres, type PostgresDatabase } from './create-postgres.ts';

let database: PostgresDatabase;
let onPostgres: TestServer;
let onSqlite: TestServer;

beforeAll(async () => {
  database = await createPostgres('sample');
  onPostgres = await openServer({ databaseUrl: database.url });
  onSqlite = await openServer();
});
afterAll(async () => {
  await onPostgres?.close();
  await onSqlite?.close();
  await database?.drop();
});

describe('the whole server on PostgreSQL', () => {
  it.each(sameOperations)('answers as it does on SQLite: %s', async (query) => {
    const answer = await askServer(onPostgres, query);
    expect(answer.errors).toBeUndefined();
    expect(answer).toEqual(await askServer(onSqlite, query));
  });

  it('renders the same letter as on SQLite', async () => {
    const text = await readLetter(onPostgres);
    expect(text).toContain('Dartford Borough Council');
    expect(text).toBe(await readLetter(onSqlite));
  });

  it('is migrated by `redress migrate`', async () => {
    const empty = await createPostgres('empty');
    const redress = () =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/redress.ts', 'migrate'], {
        env: { PATH: process.env.PATH, DATABASE_URL: empty.url },
      });
    try {
      // Both at once: one waits for the other.
      const answers = await Promise.all([redress(), redress()]);
      const text = answers.map(({ stdout, stderr }) => stdout + stderr).join('');
      expect(text).toContain('FirstTables');
      expect(text.split('FirstTables')).toHaveLength(2);
    } finally {
      await empty.drop();
    }
  });
});
