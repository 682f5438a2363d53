/**
 * The server that browser tests visit: the real one, on a copy of the sample database.
 */

import { startServer } from '../../src/composition/start-server.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { createApiKey } from '../../src/resolvers/access/api-key.repository.ts';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import { openSampleDatabase } from '../open-sample-database.ts';

/** A running server; the caller closes it. */
export interface RunningServer {
  /** Its origin. */
  readonly url: string;
  /** Makes an API key with a scope. */
  createKey(scope: Scope): Promise<string>;
  close(): Promise<void>;
}

/** Starts the server on a free port of the loopback. */
export async function openServer(): Promise<RunningServer> {
  const sample = await openSampleDatabase({ writable: true });
  const settings = parseSettings({
    DATABASE_URL: sample.url,
    PORT: '0',
    LOG_LEVEL: 'error',
    REDRESS_PUBLIC_URL: 'http://127.0.0.1:4000',
  });
  const server = await startServer(settings);
  return {
    url: server.url,
    createKey: async (scope) => {
      const created = await createApiKey(
        server.database,
        'test',
        [scope],
        '2026-01-01T00:00:00.000Z',
      );
      return created.key;
    },
    close: async () => {
      await server.close();
      await sample.close();
    },
  };
}
