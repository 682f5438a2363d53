import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../src/composition/start-server.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { closeDatabases } from '../../src/database/databases.ts';
import { exportKinds } from '../../src/database/exports/export-kinds.ts';
import { exportRows } from '../../src/database/exports/export-rows.ts';
import { writeCsv } from '../../src/database/exports/write-csv.ts';
import { importKindNames } from '../../src/database/imports/import-kinds.ts';
import { openDatabases } from '../../src/database/open-databases.ts';
import { dumpDatabases } from '../database/own-databases.ts';
import { openServer, type TestServer } from './open-server.ts';
import { askServer, readLetter, sameOperations } from './same-operations.ts';

let folder: string;
let several: TestServer;
let one: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-own-'));
  const file = (name: string) => `sqlite:${join(folder, name)}.sqlite`;
  // Both are empty: the sample is loaded into them at the start.
  several = await openServer({
    databaseUrl: file('house'),
    subgraphDatabases: { decisions: file('casework'), recommendations: file('casework') },
  });
  one = await openServer();
});
afterAll(async () => {
  await several?.close();
  await one?.close();
  await rm(folder, { recursive: true });
});

describe('a server on two SQLite files', () => {
  it('has loaded the sample into both, each with its own tables, and the same rows', async () => {
    const tables = async (server: TestServer, of: 'decisions' | 'councils') =>
      (
        await server.databases[of].query<{ name: string }[]>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('council', 'decision', 'recommendation', 'course', 'letter', 'api_key') ORDER BY name",
        )
      ).map(({ name }) => name);
    expect(await tables(several, 'decisions')).toEqual(['decision', 'recommendation']);
    expect(await tables(several, 'councils')).toEqual(['api_key', 'council', 'course', 'letter']);
    expect(await dumpDatabases(several.databases)).toEqual(await dumpDatabases(one.databases));
  });

  it.each(sameOperations)('answers as on one: %s', async (query) => {
    const answer = await askServer(several, query);
    expect(answer.errors).toBeUndefined();
    expect(answer).toEqual(await askServer(one, query));
  });

  it('renders the same letter', async () => {
    const text = await readLetter(several);
    expect(text).toContain('Dartford Borough Council');
    expect(text).toBe(await readLetter(one));
  });

  it.each(importKindNames)('takes what it exports of %s by POST, unchanged', async (kind) => {
    const key = await several.createKey('casework:write');
    const { columns } = exportKinds[kind];
    const own = await openDatabases(urls());
    const pieces: Uint8Array[] = [];
    for await (const piece of writeCsv(columns, exportRows(own, exportKinds[kind]))) {
      pieces.push(piece);
    }
    await closeDatabases(own);
    const response = await fetch(`${several.url}/imports/${kind}`, {
      method: 'POST',
      body: Buffer.concat(pieces),
      headers: { 'content-type': 'text/csv', ...key },
    });
    const answer = (await response.json()) as { rows: number };
    expect(answer).toMatchObject({ same: answer.rows, changed: 0, removed: 0 });
    expect(response.status).toBe(200);
  });

  it('freezes and withdraws in both', async () => {
    const key = await several.createKey('admin');
    const other = await one.createKey('admin');
    const ask = async (server: TestServer, headers: Record<string, string>, query: string) =>
      (
        await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query }),
        })
      ).json();
    const [row] = await several.databases.recommendations.query<{ decision_reference: string }[]>(
      'SELECT decision_reference FROM recommendation ORDER BY decision_reference LIMIT 1',
    );
    const reference = row?.decision_reference.replaceAll(' ', '-');
    for (const mutation of [
      'mutation { freezeYear(yearEnding: 2020) { councils } }',
      `mutation { withdrawDecision(reference: "${reference}", reason: "test") { reference recommendations } }`,
    ]) {
      const answer = await ask(several, key, mutation);
      expect(answer).not.toHaveProperty('errors');
      expect(answer).toEqual(await ask(one, other, mutation));
    }
    const frozen = async (server: TestServer) => {
      const { frozen_figure, frozen_compliance, council_figure } = await dumpDatabases(
        server.databases,
      );
      const figures = [frozen_figure, frozen_compliance].map((rows) =>
        rows?.map((row) => ({ ...(row as object), frozen_at: '', frozen_by: '' })),
      );
      return { figures, council_figure };
    };
    expect(await frozen(several)).toEqual(await frozen(one));
  });
});

describe('a server on databases that cannot be used', () => {
  const start = (subgraphDatabases: Record<string, string>) =>
    startServer({
      ...parseSettings({}),
      port: 0,
      logLevel: 'silent',
      databaseUrl: 'sqlite::memory:',
      subgraphDatabases,
    });

  it('does not start, and names the subgraph and its setting', async () => {
    await expect(start({ training: `sqlite:${folder}` })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: `[database:training] ${folder}: expected a SQLite database that can be read and written, but the file or its folder cannot be opened. Set REDRESS_DATABASE_TRAINING to a file in a folder this user may write to, for example sqlite:var/redress.sqlite.`,
    });
    await expect(
      start({ decisions: 'postgres://127.0.0.1:1/none?connect_timeout_ms=2000' }),
    ).rejects.toMatchObject({
      message:
        '[database:decisions] postgres://127.0.0.1:1/none: expected a PostgreSQL database that can be used, but nothing listens there. Look whether the server runs, and at REDRESS_DATABASE_DECISIONS.',
    });
  });
});

/** Where the server's databases are, to be opened beside it. */
function urls() {
  const pathOf = (owner: 'house' | 'decisions') =>
    `sqlite:${String(several.databases[owner].options.database)}`;
  return {
    databaseUrl: pathOf('house'),
    subgraphDatabases: { decisions: pathOf('decisions'), recommendations: pathOf('decisions') },
  };
}
