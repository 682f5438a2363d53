import { expect, it } from 'vitest';
import { openServer } from './open-server.ts';
import { openSubgraph, testSecret } from './open-subgraph.ts';

it('letters wait while a subgraph is away that knows their data, and are made when it is back', async () => {
  const first = await openSubgraph('training', { gatewaySecrets: [testSecret] });
  const port = Number(new URL(first.url).port);
  await first.close();
  const server = await openServer({
    gatewaySecrets: [testSecret],
    remoteSubgraphs: [{ name: 'training', url: `${first.url}/graphql` }],
  });
  const { runs } = server;
  const councils = { codes: ['E07000107', 'E10000016'] };
  const { id } = await runs.startRun({
    report: 'annual-letter',
    yearEnding: 2020,
    councils,
    by: 'user starter',
  });
  const standing = async () => (await runs.standings([id])).get(id);
  await expect.poll(standing, { timeout: 30_000 }).toMatchObject({ total: 2 });
  // Looked at twice at least: the worker tells of each look that it took.
  await runs.nextChange();
  await runs.nextChange();
  expect(await standing()).toMatchObject({ pending: 2, rendered: 0, failed: 0 });
  const back = await openSubgraph('training', { gatewaySecrets: [testSecret], port });
  await expect.poll(standing, { timeout: 30_000 }).toMatchObject({ rendered: 2, failed: 0 });
  await server.close();
  await back.close();
});
