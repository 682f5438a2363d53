import { execute, parse, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../../src/gateway/create-gateway.ts';
import { sourceKey } from '../../../src/gateway/projection/source-key.ts';
import { createHttpTransport } from '../../../src/gateway/transports/http.transport.ts';
import { compareResults } from '../compare-results.ts';
import type { MarketContext } from '../fixture/market.fields.ts';
import { createMarketGateway } from '../fixture/market.gateway.ts';
import { buildPlainMarket } from '../fixture/market.plain-schema.ts';
import { type MarketServers, startMarketServers } from '../fixture/market.servers.ts';

const names = [...Object.getOwnPropertyNames(Object.prototype), '__x'];

/** Each place where a response key can stand; `NAME` is put in the place of the alias. */
const places: Readonly<Record<string, string>> = {
  'at the root': '{ NAME: product(id: "1") { name } broken }',
  'at the root for a null':
    '{ NAME: product(id: "nobody") { name } other: product(id: "1") { id } }',
  'at the root for an error': '{ NAME: broken product(id: "1") { id } }',
  'of the type name': '{ NAME: __typename product(id: "1") { NAME: __typename } }',
  'on a leaf within': '{ product(id: "1") { NAME: label(prefix: "a") } }',
  'on a null within': '{ products(ids: ["1", "2", "3"]) { NAME: weight size { NAME: height } } }',
  'on a list': '{ maybeProducts(ids: ["1", "nobody"]) { NAME: related { NAME: name } } }',
  'on objects of another subgraph': '{ products { NAME: makers { NAME: motto handle } } }',
  'on fields that differ by type':
    '{ items { ... on Book { NAME: sequel { id } } ... on Film { NAME: director { handle } } } }',
  'on an abstract value': '{ NAME: item(id: "1") { id ... on Book { NAME: pages } } }',
  'beside names like those it is fetched under':
    '{ product(id: "1") { NAME: weight own_NAME: name own_own_NAME: sku } }',
  'on introspection':
    '{ NAME: __type(name: "Nothing") { name } s: __schema { NAME: queryType { name } } }',
};

describe.each(['embedded', 'remote'])('an alias that all objects inherit, %s subgraphs', (kind) => {
  let servers: MarketServers | undefined;
  let gateway: Gateway<MarketContext>;

  beforeAll(async () => {
    if (kind === 'embedded') {
      gateway = createMarketGateway();
      return;
    }
    servers = await startMarketServers();
    const transports = Object.entries(servers.urls).map(
      ([name, url]) => [name, createHttpTransport<MarketContext>(url)] as const,
    );
    gateway = createMarketGateway(Object.fromEntries(transports));
  });

  afterAll(async () => {
    await gateway.close();
    await servers?.close();
  });

  async function compare(
    text: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<string[]> {
    const expected = await execute({
      schema: buildPlainMarket(printSchema(gateway.schema)),
      document: parse(text),
      variableValues: variables,
      contextValue: { counter: 0 },
    });
    expect(Object.keys(expected), text).toContain('data');
    const contextValue = { counter: 0 };
    return compareResults(
      expected,
      await gateway.execute({ document: text, variables, contextValue }),
    );
  }

  it.each(Object.keys(places))('is answered as by one schema %s', async (place) => {
    const differences: string[] = [];
    for (const name of names) {
      const text = (places[place] ?? '').replaceAll('NAME', name);
      differences.push(...(await compare(text)).map((difference) => `${text}: ${difference}`));
    }
    expect(differences).toEqual([]);
  });

  it('works for names of fragments, operations and variables too', async () => {
    for (const name of names) {
      const text = `query ${name}($${name}: ID = "2") {
        product(id: "1") { ...${name} } maybeProducts(ids: [$${name}]) { id }
      }
      fragment ${name} on Product { name }`;
      expect([name, await compare(text)]).toEqual([name, []]);
    }
  });

  it('takes a variable of such a name that is not given as not given', async () => {
    for (const name of names) {
      const text = `query ($${name}: Int) { products(first: $${name}) { id } people(first: $${name}) { id } }`;
      expect([name, await compare(text)]).toEqual([name, []]);
    }
  });
});

describe('the key that a field is fetched under', () => {
  it('is the response key unless all objects inherit it', () => {
    for (const key of ['name', '__typename', 'constructors', 'own_x', 'own_', '_']) {
      expect(sourceKey(key)).toBe(key);
    }
  });

  it('is different for different response keys', () => {
    const keys = names.flatMap((name) => [name, `own_${name}`, `own_own_${name}`, `${name}__2`]);
    expect(new Set(keys.map(sourceKey)).size).toBe(keys.length);
    expect(keys.map(sourceKey).filter((key) => names.includes(key))).toEqual([]);
  });
});
