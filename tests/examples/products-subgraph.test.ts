import { stripIgnoredCharacters } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { productsSubgraph } from '../../examples/products-subgraph/subgraph.ts';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { createSubgraphServer } from '../../src/gateway/standalone/create-subgraph-server.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../src/gateway/transports/embedded.transport.ts';
import { createHttpTransport } from '../../src/gateway/transports/http.transport.ts';
import { silentLogger } from '../gateway/fixture/market.gateway.ts';
import { neighbours } from './compatibility-neighbours.ts';

const app = createSubgraphServer({
  name: 'products',
  schema: productsSubgraph.schema,
  createContext: async () => ({}),
  logger: silentLogger,
});
let url: string;
let sdl: string;
let gateway: Gateway<object>;

beforeAll(async () => {
  url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
  const service = (await ask('{ _service { sdl } }')).data._service as { sdl: string };
  sdl = service.sdl;
  gateway = createGateway<object>({
    supergraphSdl: composeSupergraph([{ name: 'products', typeDefs: sdl }, ...neighbours]),
    transports: {
      products: createHttpTransport(url),
      ...Object.fromEntries(
        neighbours.map(({ name, schema }) => [name, createEmbeddedTransport<object>(schema)]),
      ),
    },
    logger: silentLogger,
  });
});
afterAll(async () => {
  await gateway.close();
  await app.close();
});

/** Asks the subgraph itself, over HTTP. */
async function ask(
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<{ data: Record<string, unknown>; errors?: unknown; extensions?: unknown }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Awaited<ReturnType<typeof ask>>;
}

const askEntities = async (selection: string, representations: readonly object[]) =>
  (
    await ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`,
      { representations },
    )
  ).data._entities;

/** Asks through the gateway, over all three subgraphs. */
const askGateway = async (document: string) =>
  JSON.parse(JSON.stringify(await gateway.execute({ document, contextValue: {} })));

/** The schema text as the checks read it. */
const plain = () => stripIgnoredCharacters(sdl);

describe('the products subgraph, by the compatibility checks', () => {
  it('_service: describes the types and fields of the reference', async () => {
    const { data } = await ask(
      '{ __schema { types { name fields { name args { name type { kind ofType { name } } } type { kind name ofType { kind name ofType { kind ofType { name } } } } } } } }',
    );
    const types = (data.__schema as { types: { name: string }[] }).types.filter(({ name }) =>
      /^(CaseStudy|DeprecatedProduct|Inventory|Product\w*|User)$/.test(name),
    );
    expect(types.sort((a, b) => (a.name < b.name ? -1 : 1))).toMatchSnapshot();
    expect(plain()).toContain('type Query');
  });

  it('@key (single): names a user by e-mail address', async () => {
    expect(plain()).toMatch(/type User(@extends)?@key\(fields:"email"/);
    const users = [{ __typename: 'User', email: 'support@apollographql.com' }];
    expect(await askEntities('... on User { email name }', users)).toEqual([
      { email: 'support@apollographql.com', name: 'Jane Smith' },
    ]);
  });

  it('@key (multi): names a deprecated product by two fields', async () => {
    expect(plain()).toMatch(/type DeprecatedProduct@key\(fields:"sku package"/);
    const key = { sku: 'apollo-federation-v1', package: '@apollo/federation-v1' };
    expect(
      await askEntities('... on DeprecatedProduct { sku package reason }', [
        { __typename: 'DeprecatedProduct', ...key },
      ]),
    ).toEqual([{ ...key, reason: 'Migrate to Federation V2' }]);
  });

  it('@key (composite): names research by a field of its study', async () => {
    expect(plain()).toMatch(/type ProductResearch@key\(fields:"study { caseNumber }"/);
    expect(
      await askEntities('... on ProductResearch { study { caseNumber description } }', [
        { __typename: 'ProductResearch', study: { caseNumber: '1234' } },
      ]),
    ).toEqual([{ study: { caseNumber: '1234', description: 'Federation Study' } }]);
  });

  it('repeatable @key: names a product in three ways', async () => {
    expect(plain()).toMatch(/type Product@[^{]*@key\(fields:"id"\)/);
    expect(plain()).toMatch(/type Product@[^{]*@key\(fields:"sku package"\)/);
    expect(plain()).toMatch(/type Product@.*@key\(fields:"sku variation { id }"\)/);
    expect(
      await askEntities('... on Product { id sku }', [
        { __typename: 'Product', id: 'apollo-federation' },
        { __typename: 'Product', sku: 'federation', package: '@apollo/federation' },
        { __typename: 'Product', sku: 'studio', variation: { id: 'platform' } },
      ]),
    ).toEqual([
      { id: 'apollo-federation', sku: 'federation' },
      { id: 'apollo-federation', sku: 'federation' },
      { id: 'apollo-studio', sku: 'studio' },
    ]);
  });

  it('@requires: works a field out from what another subgraph answers', async () => {
    expect(plain()).toContain(
      'averageProductsCreatedPerYear:Int@requires(fields:"totalProductsCreated yearsOfEmployment")',
    );
    expect(
      await askGateway(
        '{ product(id: "apollo-federation") { createdBy { averageProductsCreatedPerYear email } } }',
      ),
    ).toEqual({
      data: {
        product: {
          createdBy: {
            averageProductsCreatedPerYear: expect.any(Number),
            email: 'support@apollographql.com',
          },
        },
      },
    });
  });

  it('@provides: answers a field of the user by itself', async () => {
    expect(plain()).toContain('createdBy:User@provides(fields:"totalProductsCreated")');
    const { data, errors } = await ask(
      '{ product(id: "apollo-federation") { createdBy { email totalProductsCreated } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      product: { createdBy: { email: 'support@apollographql.com', totalProductsCreated: 1337 } },
    });
  });

  it('federated tracing: gives times to a router that asks for them', async () => {
    const headers = { 'apollo-federation-include-trace': 'ftv1' };
    expect(await ask('{ __typename }', {}, headers)).toEqual({
      data: { __typename: 'Query' },
      extensions: { ftv1: expect.stringMatching(/^[\w+/]{20,}=*$/) },
    });
    expect(await ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  it('@link: imports from one version of federation', () => {
    const versions = [...plain().matchAll(/specs\.apollo\.dev\/federation\/v(2\.\d+)/g)];
    expect(versions.map((match) => match[1])).toEqual(['2.3']);
  });

  it('@shareable: answers dimensions that other subgraphs answer too', async () => {
    expect(plain()).toContain('type ProductDimension@shareable');
    expect(
      await askGateway('{ product(id: "apollo-federation") { dimensions { size weight } } }'),
    ).toEqual({ data: { product: { dimensions: { size: 'small', weight: 1 } } } });
  });

  it('@tag: marks a field', () => {
    expect(plain()).toContain('@tag(name:"internal")');
    expect(plain()).not.toContain('@federation__tag');
  });

  it('@override: takes the name of a user over', async () => {
    expect(plain()).toContain('@override(from:"users")');
    expect(await askGateway('{ product(id: "apollo-federation") { createdBy { name } } }')).toEqual(
      { data: { product: { createdBy: { name: 'Jane Smith' } } } },
    );
  });

  it('@inaccessible: hides a field from clients of the supergraph, not from callers of the subgraph', async () => {
    expect(plain()).toContain('unit:String@inaccessible');
    const query = '{ product(id: "apollo-federation") { dimensions { unit } } }';
    expect(await ask(query)).toEqual({ data: { product: { dimensions: { unit: 'kg' } } } });
    expect(await askGateway(query)).toMatchObject({
      errors: [{ message: expect.stringContaining('Cannot query field "unit"') }],
    });
  });

  it('@composeDirective: hands a directive of its own on', () => {
    expect(plain()).toMatch(
      /@link\(url:"https:\/\/myspecs\.dev\/myCustomDirective\/v1\.0"[^)]*import:\["@custom"\]\)/,
    );
    expect(plain()).toMatch(/schema.*@composeDirective\(name:"@custom"\)/);
    expect(plain()).toContain('directive@custom on OBJECT');
    expect(plain()).toMatch(/type Product@custom/);
    expect(gateway.supergraphSdl).toContain('@custom');
  });

  it('@interfaceObject: adds a field to every kind of inventory', async () => {
    expect(plain()).toMatch(/type Inventory[^{]*@interfaceObject/);
    expect(plain()).toMatch(/type Inventory[^{]*@key\(fields:"id"\)/);
    expect(
      await askGateway('{ inventory(id: "apollo-oss") { deprecatedProducts { sku reason } } }'),
    ).toEqual({
      data: {
        inventory: {
          deprecatedProducts: [{ sku: 'apollo-federation-v1', reason: 'Migrate to Federation V2' }],
        },
      },
    });
  });
});

describe('the neighbours of the products subgraph', () => {
  it('get what they require of a product', async () => {
    expect(
      await askGateway(
        '{ inventory(id: "apollo-oss") { products { sku delivery(zip: "94111") { fastestDelivery } } } }',
      ),
    ).toEqual({
      data: {
        inventory: {
          products: [{ sku: 'federation', delivery: { fastestDelivery: 'small 1 to 94111' } }],
        },
      },
    });
  });
});
