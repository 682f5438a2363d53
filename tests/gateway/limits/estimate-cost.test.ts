import fc from 'fast-check';
import { buildSchema, type GraphQLError, parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createCostEstimator } from '../../../src/gateway/limits/estimate-cost.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from '../../../src/gateway/supergraph/public-schema.ts';
import { marketExamples } from '../fixture/market.examples.ts';
import { createMarketGateway } from '../fixture/market.gateway.ts';
import { generateOperation, seededRandom } from '../generate-operation.ts';
import { countObjects } from './count-objects.ts';

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;

const shop = `
  type Query {
    item: Item
    items(first: Int, last: Int): ItemConnection!
    sized: [Item!]! @listSize(assumedSize: 7)
    pages(count: Int, page: Page = { first: 3 }): Shelf @listSize(slicingArguments: ["count"], sizedFields: ["rows"])
    byKeys(ids: [ID!]!): [Item]!
    unsized: [Item!]!
    grid: [[Item!]!]
    thing: Thing
    dear: Dear
    reading(text: Words @price(weight: 4)): String @price(weight: 2)
    shelf: Shelf @price(weight: 10)
  }
  input Page { first: Int }
  input Words { word: String @price(weight: 3) more: [Words!] }
  type ItemConnection { edges: [Edge!]! nodes: [Item!]! totalCount: Int! }
  type Edge { node: Item! }
  interface Thing { id: ID! parts: [Item!]! @listSize(assumedSize: 2) }
  type Item implements Thing { id: ID! parts: [Item!]! friend: Item }
  type Dear implements Thing @price(weight: 20) { id: ID! parts: [Item!]! @listSize(assumedSize: 4) friend: Item }
  type Shelf { rows: [Item!]! others: [Item!]! }
`;

/** Other compositions take paths into arguments as well. */
const supergraphSdl = composeSupergraph([
  {
    name: 'shop',
    typeDefs: `${link('{ name: "@cost", as: "@price" }, "@listSize"')} ${shop}`,
  },
]).replace('slicingArguments: ["count"]', 'slicingArguments: ["count", "page.first"]');
const schema = buildPublicSchema(parse(supergraphSdl));
const estimate = createCostEstimator(schema, parse(supergraphSdl), 10);

const costOf = (query: string, variables: Record<string, unknown> = {}, name?: string) =>
  estimate(parse(query), name, variables);

describe('createCostEstimator', () => {
  it.each([
    ['an object counts 1 and leaves nothing', '{ item { id friend { id } } __typename }', 2],
    [
      'a page counts what its argument asks for',
      '{ items(first: 5) { totalCount nodes { id } } }',
      6,
    ],
    ['edges count beside what they lead to', '{ items(last: 5) { edges { node { id } } } }', 11],
    [
      'the greater of two page arguments counts',
      '{ items(first: 2, last: 5) { nodes { id } } }',
      6,
    ],
    ['a page without an argument is assumed', '{ items { nodes { id } } }', 11],
    ['a negative page is assumed', '{ items(first: -5) { nodes { id } } }', 11],
    ['a page of nothing counts nothing', '{ items(first: 0) { nodes { friend { id } } } }', 1],
    ['@listSize(assumedSize:) counts', '{ sized { friend { id } } }', 14],
    [
      '@listSize reads arguments by path',
      '{ pages(page: { first: 4 }) { rows { id } others { id } } }',
      15,
    ],
    ['@listSize reads default values', '{ pages { rows { id } } }', 4],
    ['a list by keys is as long as its keys', `{ byKeys(ids: [${'1,'.repeat(25)}]) { id } }`, 25],
    ['an unsized list is assumed', '{ unsized { id } }', 10],
    ['a list of lists multiplies', '{ grid { id } }', 100],
    ['the dearest of types that exclude each other counts', '{ thing { parts { id } } }', 24],
    ['type conditions are followed', '{ thing { ... on Item { parts { friend { id } } } } }', 20],
    ['@cost of a type counts', '{ dear { id } }', 20],
    ['@cost of a field counts in place of its type', '{ shelf { others { id } } }', 20],
    [
      '@cost of arguments and of what is in them counts',
      '{ reading(text: { word: "a", more: [{ word: "b" }] }) }',
      12,
    ],
    [
      'the same field twice counts once',
      '{ item { id } item { friend { id } } ...F } fragment F on Query { item { id } }',
      2,
    ],
    ['aliases count each', '{ a: item { id } b: item { id } }', 2],
    [
      'what is skipped does not count',
      '{ item @skip(if: true) { id } unsized @include(if: false) { id } }',
      0,
    ],
  ])('%s', (_title, query, cost) => {
    expect(costOf(query)).toBe(cost);
  });

  it('reads variables, their defaults, and what is included by them', () => {
    const query =
      'query ($n: Int = 3, $yes: Boolean!) { items(first: $n) @include(if: $yes) { nodes { id } } }';
    expect(costOf(query, { yes: true })).toBe(4);
    expect(costOf(query, { yes: true, n: 50 })).toBe(51);
    expect(costOf(query, { yes: true, n: null })).toBe(11);
    expect(costOf(query, { yes: false, n: 50 })).toBe(0);
  });

  it('gives each request its own estimate of the same document', () => {
    const document = parse('query ($n: Int!) { items(first: $n) { nodes { id } } }');
    expect([1, 20, 1].map((n) => estimate(document, undefined, { n }))).toEqual([2, 21, 2]);
  });

  it('estimates whatever the variables are as if it had seen none before', () => {
    const document = parse(
      `query ($first: Int, $page: Page, $ids: [ID!]!, $words: Words, $all: Boolean!) {
        items(first: $first) { nodes { id } }
        pages(page: $page) { rows { id } }
        byKeys(ids: $ids) { id }
        reading(text: $words)
        item @include(if: $all) { id }
      }`,
    );
    const kept = createCostEstimator(schema, parse(supergraphSdl), 10);
    const word = fc.oneof(fc.constant({}), fc.record({ word: fc.string() }));
    const variables = fc.record(
      {
        first: fc.oneof(fc.nat(30), fc.constant(null)),
        page: fc.oneof(fc.record({ first: fc.nat(30) }, { requiredKeys: [] }), fc.constant(null)),
        ids: fc.oneof(fc.array(fc.string(), { maxLength: 15 }), fc.constant(Array(500).fill('a'))),
        words: fc.oneof(word, fc.record({ word: fc.string(), more: fc.array(word) })),
        all: fc.boolean(),
      },
      { requiredKeys: ['ids', 'all'] },
    );
    fc.assert(
      fc.property(variables, (given) => {
        const fresh = createCostEstimator(schema, parse(supergraphSdl), 10);
        const costOrRefusal = (one: typeof kept) => {
          try {
            return one(document, undefined, given);
          } catch (error) {
            return String(error);
          }
        };
        expect(costOrRefusal(kept)).toBe(costOrRefusal(fresh));
      }),
      { numRuns: 500 },
    );
  });

  it('estimates the operation that is named', () => {
    const query = 'query A { item { id } } query B { unsized { id } }';
    expect([costOf(query, {}, 'A'), costOf(query, {}, 'B'), costOf(query)]).toEqual([1, 10, 0]);
  });

  it('costs nothing to ask for the schema', () => {
    expect(costOf('{ __schema { types { name fields { name } } } }')).toBe(0);
  });

  it('stays quick on fragments that multiply', () => {
    const levels = Array.from({ length: 40 }, (_, n) => n);
    const fragments = levels.map(
      (n) => `fragment F${n} on Item { parts { id ...F${n + 1} } friend { id ...F${n + 1} } }`,
    );
    const query = `{ item { ...F0 } } ${fragments.join(' ')} fragment F40 on Item { id }`;
    expect(costOf(query)).toBeGreaterThan(1e19);
  });

  it('is never below what 1,500 generated operations give', async () => {
    const gateway = createMarketGateway();
    const market = createCostEstimator(gateway.schema, parse(gateway.supergraphSdl), 40);
    const plain = buildSchema(printSchema(gateway.schema));
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
        const { text, variables } = generateOperation(plain, seededRandom(seed), {
          examples: marketExamples,
          introspection: false,
          maxFields: 60,
        });
        // A JSON scalar may hold objects of its own, which are no objects of the graph.
        fc.pre(!/\bflags\b/.test(text));
        const { data } = await gateway.execute({
          document: text,
          variables,
          contextValue: { counter: 0 },
        });
        const real = countObjects(data);
        counted += real;
        expect(market(parse(text), undefined, variables), text).toBeGreaterThanOrEqual(real);
      }),
      { numRuns: 1500, seed: 22_072_020 },
    );
    expect(counted).toBeGreaterThan(10_000);
    await gateway.close();
  });
});

describe('misuse of slicing arguments', () => {
  const feed = composeSupergraph([
    {
      name: 'feed',
      typeDefs: `${link('"@listSize"')}
        type Query {
          posts(first: Int, last: Int): [Post!]! @listSize(slicingArguments: ["first", "last"])
          recent(first: Int = 5, last: Int): [Post!]! @listSize(slicingArguments: ["first", "last"])
          latest(take: Int): [Post!]! @listSize(slicingArguments: ["take"], requireOneSlicingArgument: true)
          loose(first: Int, last: Int): [Post!]!
            @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
          plain(first: Int): [Post!]!
          thing: Thing
        }
        interface Thing { posts(first: Int): [Post!]! @listSize(slicingArguments: ["first"]) }
        type Post implements Thing { id: ID! posts(first: Int): [Post!]! }`,
    },
  ]);
  const feedCost = createCostEstimator(buildPublicSchema(parse(feed)), parse(feed), 10);
  const fails = (query: string, variables: Record<string, unknown> = {}) => {
    try {
      feedCost(parse(query), undefined, variables);
      return 'accepted';
    } catch (error) {
      const { message, extensions } = error as GraphQLError;
      return [message, extensions.code, extensions.coordinate];
    }
  };

  it('refuses none, with code and coordinate', () => {
    expect(fails('{ posts { id } }')).toEqual([
      'Exactly one of the arguments "first", "last" of Query.posts was expected, for it bounds the list, but got none. ' +
        'Say how many items you want.',
      'SLICING_ARGUMENT_EXPECTED',
      'Query.posts',
    ]);
    expect(fails('{ latest { id } }')[0]).toBe(
      'The argument "take" of Query.latest was expected, for it bounds the list, but got none. ' +
        'Say how many items you want.',
    );
  });

  it('refuses several', () => {
    expect(fails('{ posts(first: 1, last: 2) { id } }')[0]).toBe(
      'Exactly one of the arguments "first", "last" of Query.posts was expected, for it bounds the list, but got ' +
        '"first", "last". Leave all but one of them out.',
    );
    expect(fails('{ recent(first: 1, last: 2) { id } }')).toContain('Query.recent');
  });

  it('looks at the fields of interfaces and at all levels', () => {
    expect(fails('{ thing { posts { id } } }')).toContain('Post.posts');
    expect(fails('{ posts(last: 1) { posts(first: 1) { posts { id } } } }')).toContain(
      'Post.posts',
    );
  });

  it.each([
    '{ posts(first: 1) { id } }',
    '{ posts(first: 1, last: null) { id } }',
    '{ recent { id } }',
    '{ recent(last: 3) { id } }',
    '{ loose { id } }',
    '{ loose(first: 1, last: 1) { id } }',
    '{ plain { id } }',
    '{ posts @skip(if: true) { id } plain { id } }',
    'query ($n: Int = 3) { posts(first: $n) { id } }',
  ])('takes %s', (query) => {
    expect(fails(query)).toBe('accepted');
  });

  it('reads variables: not given and null are none', () => {
    const query = 'query ($a: Int, $b: Int) { posts(first: $a, last: $b) { id } }';
    expect(fails(query, { a: 1 })).toBe('accepted');
    expect(fails(query, { a: null, b: 1 })).toBe('accepted');
    expect(fails(query, { a: 1, b: 1 })).toContain('SLICING_ARGUMENT_EXPECTED');
    expect(fails(query)).toContain('SLICING_ARGUMENT_EXPECTED');
    expect(fails('query ($a: Int) { recent(first: $a) { id } }')).toBe('accepted');
    expect(fails('{ recent(first: null) { id } }')).toContain('SLICING_ARGUMENT_EXPECTED');
  });
});
