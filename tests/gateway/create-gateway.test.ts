import { GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import type { SubgraphTransport } from '../../src/gateway/transports/subgraph-transport.ts';
import type { MarketContext } from './fixture/market.fields.ts';
import {
  createMarketGateway,
  embeddedMarketTransports,
  marketSupergraphSdl,
  silentLogger,
} from './fixture/market.gateway.ts';

const contextValue: MarketContext = { counter: 0 };

/** The transports of the market, each request noted down. */
function recordedTransports() {
  const requests: { name: string; text: string; variables: unknown }[] = [];
  const transports = Object.fromEntries(
    Object.entries(embeddedMarketTransports()).map(
      ([name, transport]): [string, SubgraphTransport<MarketContext>] => [
        name,
        {
          execute(request) {
            const { text } = request.operation;
            requests.push({ name, text, variables: structuredClone(request.variables) });
            return transport.execute(request);
          },
        },
      ],
    ),
  );
  return { requests, transports };
}

function codesOf(errors: readonly GraphQLError[] | undefined): unknown[] {
  return (errors ?? []).map(({ extensions }) => extensions.code);
}

describe('a gateway', () => {
  const gateway = createMarketGateway();
  const run = (document: string, variables?: Record<string, unknown>, operationName?: string) =>
    gateway.execute({ document, variables, operationName, contextValue });

  it('takes text and documents', async () => {
    const document = '{ product(id: 2) { name averageStars } }';
    const expected = { data: { product: { name: 'Product 2', averageStars: 5 } } };
    expect(await run(document)).toEqual(expected);
    const parsed = parse(document);
    const twice = [1, 2].map(() => gateway.execute({ document: parsed, contextValue }));
    expect(await Promise.all(twice)).toEqual([expected, expected]);
  });

  it('answers introspection and root type names without a subgraph', async () => {
    const { requests, transports } = recordedTransports();
    const answer = await createMarketGateway(transports).execute({
      document: '{ kind: __typename __schema { mutationType { name } } }',
      contextValue,
    });
    expect(answer.data).toEqual({
      kind: 'Query',
      __schema: { mutationType: { name: 'Mutation' } },
    });
    expect(requests).toEqual([]);
  });

  it('asks for the same entity once, however many aliases and paths want it', async () => {
    const { requests, transports } = recordedTransports();
    await createMarketGateway(transports).execute({
      document: `{
        a: product(id: "1") { averageStars }
        b: product(id: "1") { averageStars }
        products(ids: ["1", "2", "1"]) { averageStars }
      }`,
      contextValue,
    });
    const toReviews = requests.filter(({ name }) => name === 'reviews');
    expect(toReviews).toHaveLength(1);
    expect(Object.values(toReviews[0]?.variables ?? {})).toEqual([
      expect.arrayContaining([
        { __typename: 'Product', id: '1' },
        { __typename: 'Product', id: '2' },
      ]),
    ]);
    expect(Object.values(toReviews[0]?.variables ?? {})[0]).toHaveLength(2);
  });

  it('sends nothing for what a condition leaves out', async () => {
    const { requests, transports } = recordedTransports();
    const market = createMarketGateway(transports);
    const document =
      'query ($more: Boolean!) { product(id: 1) { name averageStars @include(if: $more) } }';
    await market.execute({ document, variables: { more: false }, contextValue });
    expect(requests.map(({ name }) => name)).toEqual(['catalog']);
    await market.execute({ document, variables: { more: true }, contextValue });
    expect(requests.map(({ name }) => name)).toEqual(['catalog', 'catalog', 'reviews']);
  });

  it('passes defaults of variables on', async () => {
    const { data } = await run('query ($first: Int = 2) { products(first: $first) { id } }');
    expect(data).toEqual({ products: [{ id: '1' }, { id: '2' }] });
  });

  it('finishes each root field of a mutation before the next begins', async () => {
    const { requests, transports } = recordedTransports();
    const market = createMarketGateway(transports);
    const answer = await market.execute({
      document: `mutation {
        one: bump(by: 1) { value owner { handle } }
        two: restock(id: 2, amount: 2) { averageStars }
        three: bump(by: 1) { value }
      }`,
      contextValue: { counter: 0 },
    });
    expect(answer).toEqual({
      data: {
        one: { value: 1, owner: { handle: 'person-3' } },
        two: { averageStars: 5 },
        three: { value: 4 },
      },
    });
    const names = requests.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['catalog', 'people', 'stock']);
    expect(names.at(-1)).toBe('catalog');
  });

  it('plans a required field behind a key that has to be fetched first', async () => {
    const { data } = await run('{ review(id: "r1") { product { shipping(express: true) } } }');
    expect(data).toEqual({ review: { product: { shipping: 165 } } });
  });

  it.each([
    ['{ product( }', undefined, 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ ...F } fragment F on Query { ...F }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { __typename } query B { __typename }', undefined, 'OPERATION_RESOLUTION_FAILURE'],
    ['query A { __typename }', 'B', 'OPERATION_RESOLUTION_FAILURE'],
    [
      `{ person(id: 1) ${'{ bestFriend '.repeat(20)}{ id }${' }'.repeat(20)} }`,
      undefined,
      'OPERATION_TOO_DEEP',
    ],
  ])('refuses %s before anything is fetched', async (document, operationName, code) => {
    const { data, errors } = await run(document, {}, operationName);
    expect(data).toBeUndefined();
    expect(codesOf(errors)).toEqual([code]);
  });

  it('says which operations there are when the name is none of them', async () => {
    const document = 'query A { __typename } query B { __typename }';
    const { errors } = await run(document, {}, 'C');
    expect(errors?.[0]?.message).toBe(
      'operationName: one of the operations of the document was expected ("A", "B"), but got "C".',
    );
  });

  it('refuses variables that do not fit, each with a code', async () => {
    const { data, errors } = await run(
      'query ($id: ID!, $n: Int) { product(id: $id) { id } products(first: $n) { id } }',
      {
        n: 'many',
      },
    );
    expect(data).toBeUndefined();
    expect(codesOf(errors)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  it('plans an operation once when many ask at the same time', async () => {
    const { requests, transports } = recordedTransports();
    const market = createMarketGateway(transports);
    const document = '{ product(id: 1) { name } }';
    const many = Array.from({ length: 20 }, () => market.execute({ document, contextValue }));
    const answers = await Promise.all(many);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(requests).toHaveLength(20);
  });

  it('never rejects, not even when a transport throws nonsense', async () => {
    const transports = {
      ...embeddedMarketTransports(),
      catalog: {
        execute(): never {
          throw 'nonsense';
        },
      },
    };
    const answer = await createMarketGateway(transports).execute({
      document: '{ broken people(first: 1) { id } }',
      contextValue,
    });
    expect(answer.data).toEqual({ broken: null, people: [{ id: 'p1' }] });
    expect(codesOf(answer.errors)).toEqual(['INTERNAL_SERVER_ERROR']);
  });

  it('closes its transports', async () => {
    const closed: string[] = [];
    const transports = Object.fromEntries(
      Object.entries(embeddedMarketTransports()).map(([name, transport]) => [
        name,
        { ...transport, close: async () => void closed.push(name) },
      ]),
    );
    await createMarketGateway(transports).close();
    expect(closed).toEqual(['catalog', 'people', 'reviews', 'stock']);
  });

  it('lets an error with a code through that the transport throws', async () => {
    const transports = {
      ...embeddedMarketTransports(),
      people: {
        execute(): never {
          throw new GraphQLError('Not you', { extensions: { code: 'FORBIDDEN' } });
        },
      },
    };
    const { errors } = await createMarketGateway(transports).execute({
      document: '{ person(id: "p1") { id } }',
      contextValue,
    });
    expect(JSON.parse(JSON.stringify(errors))).toEqual([
      {
        message: 'Not you',
        path: ['person'],
        extensions: { code: 'FORBIDDEN', serviceName: 'people' },
      },
    ]);
  });

  describe('misuse', () => {
    const create = (options: Partial<Parameters<typeof createGateway<MarketContext>>[0]>) => () =>
      createGateway<MarketContext>({
        supergraphSdl: marketSupergraphSdl,
        transports: embeddedMarketTransports(),
        logger: silentLogger,
        ...options,
      });

    it('names the subgraph that has no transport', () => {
      const { stock: _, ...rest } = embeddedMarketTransports();
      expect(create({ transports: rest })).toThrow(
        '[gateway] transports: one for the subgraph "stock" was expected, but there are only ' +
          '"catalog", "people", "reviews". Add it to the transports given to createGateway.',
      );
    });

    it('wants a supergraph', () => {
      expect(create({ supergraphSdl: 'type Query {' })).toThrow(
        '[gateway] supergraphSdl: a supergraph of Federation 2 was expected, but it cannot be read ' +
          '(Syntax Error: Expected Name, found <EOF>.). Pass what composeSupergraph or a composition tool printed.',
      );
    });

    it('wants limits that can work', () => {
      expect(create({ maxDepth: 0 })).toThrow(
        '[gateway] maxDepth: a whole number from 1 to 48 was expected, but got 0. Leave it out for 20.',
      );
      expect(create({ planCacheSize: 0.5 })).toThrow(
        '[gateway] planCacheSize: a whole number of at least 1 was expected, but got 0.5. Leave it out for 1000.',
      );
    });
  });
});
