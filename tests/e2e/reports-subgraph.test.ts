import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningPart } from '../../src/composition/start-parts.ts';
import { Delivery } from '../../src/schema/reports/delivery.entity.ts';
import { openServer, type TestServer } from './open-server.ts';
import { openSubgraph, post, testSecret } from './open-subgraph.ts';

const code = 'E07000107';
const [nowhere, by] = ['http://127.0.0.1:1/graphql', 'user starter'];

let server: TestServer;
let databaseUrl: string;
let councils: RunningPart;
let key: { authorization: string };

beforeAll(async () => {
  server = await openServer();
  databaseUrl = `sqlite:${String(server.databases.reports.options.database)}`;
  councils = await openSubgraph('councils', { databaseUrl, gatewaySecrets: [testSecret] });
  key = await server.createKey('letters:publish', 'letters:read');
});
afterAll(async () => {
  await councils?.close();
  await server?.close();
});

/** The reports subgraph alone, with that of councils elsewhere. It is told of itself too, as one of many that share settings. */
function openReports(councilsUrl: string): Promise<RunningPart> {
  const urls = { councils: councilsUrl, reports: nowhere };
  const remoteSubgraphs = Object.entries(urls).map(([name, url]) => ({ name, url }));
  return openSubgraph('reports', { databaseUrl, gatewaySecrets: [testSecret], remoteSubgraphs });
}

async function approvedRun(yearEnding: number): Promise<string> {
  const { runs } = server;
  const request = { report: 'annual-letter', yearEnding, councils: { codes: [code] }, by };
  const { id } = await runs.startRun(request);
  while ((await runs.standings([id])).get(id)?.rendered !== 1) await runs.nextChange();
  await runs.approveRun({ id, by: 'user approver', leaveOutFailed: false });
  return id;
}

describe('the reports subgraph alone', () => {
  it('issues a run to the officers that the subgraph of councils names', async () => {
    const reports = await openReports(`${councils.url}/graphql`);
    const id = await approvedRun(2020);
    const { body } = await post(reports.url, `mutation { issueRun(id: "${id}") { state } }`, key);
    expect(body).toEqual({ data: { issueRun: { state: 'ISSUED' } } });
    const messages = await server.databases.reports.getRepository(Delivery).findBy({ runId: id });
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.every(({ recipients }) => recipients.length > 0)).toBe(true);
    const progress = await post(reports.url, `{ run(id: "${id}") { progress { toSend } } }`, key);
    expect(progress.body).toEqual({
      data: { run: { progress: { toSend: messages.length } } },
    });
    await reports.close();
  });

  it('issues nothing while it cannot ask who the officers are, and says so', async () => {
    const reports = await openReports(nowhere);
    const id = await approvedRun(2019);
    const { body } = await post(reports.url, `mutation { issueRun(id: "${id}") { state } }`, key);
    expect(body.errors).toMatchObject([
      {
        message: `[run:${id}] issue: expected the graph to name the officers of councils, but got: The subgraph "councils" could not be reached. Nothing was issued; try again.`,
        extensions: { code: 'RUN_NEEDS_GRAPH' },
      },
    ]);
    const { body: after } = await post(reports.url, `{ run(id: "${id}") { state } }`, key);
    expect(after).toEqual({ data: { run: { state: 'APPROVED' } } });
    const differences = `{ letters(filter: { run: "${id}" }) { nodes { differences { path } } } }`;
    expect(JSON.stringify((await post(reports.url, differences, key)).body)).not.toContain(
      '"differences":[]',
    );
    await reports.close();
  });

  it('lists and renders reports, of what all subgraphs know', async () => {
    const reports = await openReports(`${councils.url}/graphql`);
    const { body } = await post(
      reports.url,
      'mutation { renderReport(name: "annual-letter", params: { council: "dartford", yearEnding: 2020 }) { subject } }',
      await server.createKey('letters:render'),
    );
    expect(JSON.stringify(body)).toContain('Dartford Borough Council');
    await reports.close();
  });
});
