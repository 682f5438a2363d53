import { graphql, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildShopSubgraph, shop } from '../../bench/gateway/shop.subgraphs.ts';
import { storefront } from '../../bench/gateway/storefront.operation.ts';
import { operations } from '../../bench/house/operations.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { eachOnce } from '../../src/database/databases.ts';
import { observeStatements } from '../../src/database/observe-statements.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { openServer, type TestServer } from './open-server.ts';

/**
 * What is measured in `bench` by the clock is counted here: whoever makes an operation cost more has to change a number. Less is welcome,
 * and is to be written down.
 */
describe('the work of an operation on our own data', () => {
  let server: TestServer;
  let key: { authorization: string };
  let statements = 0;
  beforeAll(async () => {
    const { worker } = parseSettings({});
    server = await openServer({ worker: { ...worker, embedded: false } });
    key = await server.createKey('casework:read', 'letters:read');
    for (const { thing } of eachOnce(server.databases)) {
      observeStatements(thing, () => {
        statements += 1;
        return undefined;
      });
    }
  });
  afterAll(() => server?.close());

  async function ask(body: object): Promise<{ statements: number; bytes: number }> {
    statements = 0;
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    expect(text).not.toContain('"errors"');
    return { statements, bytes: Buffer.byteLength(text) };
  }

  /** Of the metrics, by their labels. */
  async function readCounts(name: string): Promise<Record<string, number>> {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    const lines = [...text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\d+)$`, 'gm'))];
    return Object.fromEntries(lines.map(([, labels = '', value]) => [labels, Number(value)]));
  }

  // One statement more is the key, which is looked up for each request.
  it.each([
    [0, 12 + 1],
    [1, 17 + 1],
    [2, 20 + 1],
    [3, 1 + 1],
  ])('operation %i of the bench takes %i SQL statements', async (which, expected) => {
    const { query, variables } = operations[which as 0 | 1 | 2 | 3];
    await ask({ query, variables });
    expect((await ask({ query, variables })).statements).toBe(expected);
  });

  it('is planned once, however often it is asked and with whatever variables', async () => {
    const name = 'redress_cache_lookups_total';
    const before = await readCounts(name);
    const query =
      'query Once($slug: String!) { council(slug: $slug) { name decided: performance(yearEnding: 2020) { decided } } }';
    for (const slug of ['leeds', 'kent', 'leeds', 'dartford'])
      await ask({ query, variables: { slug } });
    const after = await readCounts(name);
    const added = (labels: string) => (after[labels] ?? 0) - (before[labels] ?? 0);
    expect(added('cache="plans",result="miss"')).toBe(1);
    expect(added('cache="plans",result="hit"')).toBe(3);
  });
});

describe('the work of a deep operation over four subgraphs', () => {
  it('is so many fetches, bytes and entities, each entity once a fetch', async () => {
    const sent = { fetches: 0, bytes: 0, received: 0, entities: 0 };
    const gateway = createGateway<object>({
      supergraphSdl: composeSupergraph(
        Object.entries(shop).map(([name, { typeDefs }]) => ({ name, typeDefs })),
      ),
      transports: Object.fromEntries(
        Object.entries(shop).map(([name, subgraph]) => {
          const schema = buildShopSubgraph(subgraph);
          return [
            name,
            {
              async execute({ operation, variables }) {
                const result = await graphql({
                  schema,
                  source: operation.text,
                  variableValues: variables,
                });
                const text = JSON.stringify(result);
                sent.fetches += 1;
                sent.bytes += JSON.stringify({ query: operation.text, variables }).length;
                sent.received += text.length;
                for (const value of Object.values(variables)) {
                  if (!Array.isArray(value)) continue;
                  sent.entities += value.length;
                  expect(new Set(value.map((one) => JSON.stringify(one))).size).toBe(value.length);
                }
                return JSON.parse(text);
              },
            },
          ];
        }),
      ),
    });
    const result = await gateway.execute({
      document: parse(storefront),
      variables: {},
      contextValue: {},
    });
    await gateway.close();
    expect(result.errors).toBeUndefined();
    expect({ ...sent, answer: JSON.stringify(result).length }).toMatchInlineSnapshot(`
      {
        "answer": 90427,
        "bytes": 3318,
        "entities": 40,
        "fetches": 7,
        "received": 59885,
      }
    `);
  });
});
