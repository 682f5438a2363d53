import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningPart } from '../../src/composition/start-parts.ts';
import { subgraphNames } from '../../src/resolvers/operation-context.ts';
import { runRedress } from '../cli/run-redress.ts';
import { openServer, type TestServer } from '../e2e/open-server.ts';
import { openSubgraph, post } from '../e2e/open-subgraph.ts';

const questions = [
  '{ council(slug: "kent") { name type performance(yearEnding: 2020) { upheld { numerator denominator percent } compliance { percent } similar { upheld { percent } } } } }',
  '{ council(slug: "dartford") { decisions(first: 3) { nodes { reference recommendations { kind compliance } council { name } } } letters(first: 2) { nodes { yearEnding path council { slug } } } } }',
  '{ nationalPerformance(yearEnding: 2020) { upheld { percent } compliance { percent } } trainingYear(yearEnding: 2020) { courses } council(slug: "kent") { training(yearEnding: 2020) { courses { heldOn course { title } } } } }',
];

describe('another Federation 2 router in the gateway’s place', () => {
  let subgraphs: RunningPart[];
  let embedded: TestServer;
  let router: Server;
  let url: string;
  const runtimes: { dispose(): unknown }[] = [];

  beforeAll(async () => {
    subgraphs = await Promise.all(subgraphNames.map((name) => openSubgraph(name)));
    embedded = await openServer();
    const words = subgraphNames.flatMap((name, at) => [
      '--subgraph',
      `${name}=${subgraphs[at]?.url}/graphql`,
    ]);
    const { stdout, code } = await runRedress(['compose', ...words], process.cwd());
    expect(code).toBe(0);
    const runtime = createGatewayRuntime({ supergraph: stdout, logging: false });
    runtimes.push({ dispose: () => runtime[Symbol.asyncDispose]() });
    router = createServer(runtime);
    await new Promise<void>((resolve) => router.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(router.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    router.closeAllConnections();
    await new Promise((resolve) => router.close(resolve));
    for (const runtime of runtimes) await runtime.dispose();
    for (const part of [...subgraphs, embedded]) await part.close();
  });

  it.each(questions)('answers as ours does: %s', async (question) => {
    const expected = await post(embedded.url, question);
    expect(expected.body.errors).toBeUndefined();
    expect((await post(url, question)).body).toEqual(expected.body);
  });
});
