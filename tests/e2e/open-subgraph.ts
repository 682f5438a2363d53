import { type RunningSubgraph, startSubgraph } from '../../src/composition/start-parts.ts';
import { parseSettings, type Settings } from '../../src/config/settings.ts';
import type { SubgraphName } from '../../src/resolvers/operation-context.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';

/** A secret for tests: long enough to be taken. */
export const testSecret = 'a-secret-for-tests-only';

/** Starts one real subgraph on the sample dataset, on a free port unless one is given. */
export function openSubgraph(
  name: SubgraphName,
  settings: Partial<Settings> = {},
): Promise<RunningSubgraph> {
  return startSubgraph(
    {
      ...parseSettings({}),
      port: 0,
      databaseUrl: `sqlite:${sampleDatabasePath()}`,
      logLevel: 'silent',
      ...settings,
    },
    name,
  );
}

/** Sends one operation, and gives status and body. */
export async function post(
  url: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: { data?: unknown; errors?: unknown } }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const body = (await response.json()) as { data?: unknown; errors?: unknown };
  return { status: response.status, body };
}
