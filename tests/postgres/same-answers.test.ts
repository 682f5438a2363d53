import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from '../e2e/open-server.ts';
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

const operations = [
  `{ councils(first: 40, orderBy: { field: UPHOLD_RATE, direction: DESC, yearEnding: 2020 }) {
      totalCount nodes { code name population performance(yearEnding: 2020) { received decided upheld { percent } } } } }`,
  `{ councils(first: 30, filter: { search: "st. o'" }) { nodes { name } } }`,
  `{ councils(first: 100) { nodes { name slug } pageInfo { endCursor } } }`,
  `{ decisions(first: 50, filter: { yearEnding: 2020 }) {
      totalCount nodes { reference decidedOn outcome summary council { name } recommendations { kind dueOn } } } }`,
  `{ nationalPerformance(yearEnding: 2020) { received decided upheld { percent } } }`,
  `{ trainingYear(yearEnding: 2020) { courses people seminars { place delegates } } }`,
  `{ letters(first: 20, filter: { yearEnding: 2020 }) { totalCount nodes { id publishedAt council { name } } } }`,
];

describe('the whole server on PostgreSQL', () => {
  it.each(operations)('answers as it does on SQLite: %s', async (query) => {
    const ask = async ({ url }: TestServer) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as { data?: unknown; errors?: unknown };
    };
    const answer = await ask(onPostgres);
    expect(answer.errors).toBeUndefined();
    expect(answer).toEqual(await ask(onSqlite));
  });

  it('renders the same letter as on SQLite', async () => {
    const letter = async ({ url }: TestServer) =>
      (await (await fetch(`${url}/letters/2020/dartford.txt`)).text()).replaceAll(url, 'HERE');
    const text = await letter(onPostgres);
    expect(text).toContain('Dartford Borough Council');
    expect(text).toBe(await letter(onSqlite));
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
