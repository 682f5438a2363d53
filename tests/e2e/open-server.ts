import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type RunningServer,
  type StartOptions,
  startServer,
} from '../../src/composition/start-server.ts';
import { parseSettings, type Settings } from '../../src/config/settings.ts';
import { createApiKey } from '../../src/resolvers/access/api-key.repository.ts';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { testDatabaseType } from '../open-test-database.ts';
import { createPostgres, type PostgresDatabase } from '../postgres/create-postgres.ts';

/** The whole server on a copy of the loaded sample dataset. */
export interface TestServer extends RunningServer {
  /** Makes a key and gives the header that sends it. */
  createKey(...scopes: Scope[]): Promise<{ authorization: string }>;
  /** Of the database, as in settings. */
  databaseUrl: string;
}

/** Starts the real server on a free port of 127.0.0.1, with settings of the test's own if it has any. */
export async function openServer(
  settings: Partial<Settings> = {},
  options: StartOptions = {},
): Promise<TestServer> {
  const sample = await copySample();
  const server = await startServer(
    {
      ...parseSettings({}),
      port: 0,
      databaseUrl: sample.url,
      logLevel: 'silent',
      ...settings,
    },
    options,
  );
  return {
    ...server,
    databaseUrl: sample.url,
    createKey: async (...scopes) => {
      const created = await createApiKey(
        server.database,
        'test',
        scopes,
        '2026-01-01T00:00:00.000Z',
      );
      return { authorization: `Bearer ${created.key}` };
    },
    close: async () => {
      await server.close();
      await sample.drop();
    },
  };
}

/** A copy of the sample dataset on a database of the kind that this run is of. */
async function copySample(): Promise<PostgresDatabase> {
  if (testDatabaseType === 'postgres') return createPostgres('sample');
  const folder = await mkdtemp(join(tmpdir(), 'redress-e2e-'));
  const file = join(folder, 'redress.sqlite');
  await copyFile(sampleDatabasePath(), file);
  return { url: `sqlite:${file}`, drop: () => rm(folder, { recursive: true }) };
}
