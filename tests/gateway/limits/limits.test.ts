import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLimits } from '../../../src/gateway/limits/operation-limits.ts';
import { codesOf, type MarketServer, openMarketServer } from '../server/market-server.ts';

const limits = {
  maxTokens: 300,
  maxDepth: 5,
  maxAliases: 4,
  maxRootFields: 3,
  maxFields: 30,
  maxDirectives: 6,
  maxRepeatedFields: 8,
  maxVariablesDepth: 4,
  maxBodyBytes: 20_000,
  maxBatchSize: 3,
  maxCost: 30,
  assumedListSize: 10,
};

const times = (count: number, text: string | ((n: number) => string)) =>
  Array.from({ length: count }, (_, n) => (typeof text === 'string' ? text : text(n))).join(' ');

/** A value nested so deep. */
function nested(depth: number): unknown {
  let value: unknown = {};
  for (let level = 1; level < depth; level++) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

/** For each limit, a request that has exactly `n` of what it bounds. */
const requests: readonly [keyof typeof limits, string, (n: number) => unknown][] = [
  [
    'maxTokens',
    'TOO_MANY_TOKENS',
    (n) => ({ query: `{ product(id: "${'x'}") { id } } ${times(n - 11, '#\n')}` }),
  ],
  [
    'maxDepth',
    'OPERATION_TOO_DEEP',
    (n) => ({
      query: `{ person(id: "p1") ${'{ bestFriend '.repeat(n - 2)} { id } ${'}'.repeat(n - 2)} }`,
    }),
  ],
  [
    'maxAliases',
    'TOO_MANY_ALIASES',
    (n) => ({ query: `{ product(id: "1") { ${times(n, (i) => `a${i}: id`)} } }` }),
  ],
  ['maxRootFields', 'TOO_MANY_ROOT_FIELDS', (n) => ({ query: `{ ${times(n, '__typename')} }` })],
  [
    'maxFields',
    'TOO_MANY_FIELDS',
    (n) => ({
      query: `{ person(id: "p1") { ${times(5, '...F')} ${['nickname', 'reviewCount', '__typename', 'a: id', 'b: id'].slice(0, n - 26).join(' ')} } } fragment F on Person { id name handle region motto }`,
    }),
  ],
  [
    'maxDirectives',
    'TOO_MANY_DIRECTIVES',
    (n) => ({
      query: `{ product(id: "1") { ${times(n, (i) => `...F @skip(if: ${i % 2 === 0})`)} } } fragment F on Product { id }`,
    }),
  ],
  [
    'maxRepeatedFields',
    'TOO_MANY_REPEATED_FIELDS',
    (n) => ({ query: `{ product(id: "1") { ${times(n, 'id')} } }` }),
  ],
  [
    'maxVariablesDepth',
    'VARIABLES_TOO_DEEP',
    (n) => ({ query: '{ __typename }', variables: { v: nested(n - 1) } }),
  ],
  [
    'maxVariablesDepth',
    'VARIABLES_TOO_DEEP',
    (n) => ({ query: '{ __typename }', extensions: { v: nested(n - 1) } }),
  ],
  [
    'maxBodyBytes',
    'BODY_TOO_LARGE',
    (n) => {
      const empty = JSON.stringify({ query: '{ __typename }', other: '' }).length;
      return { query: '{ __typename }', other: 'x'.repeat(n - empty) };
    },
  ],
  [
    'maxBatchSize',
    'BATCH_TOO_LARGE',
    (n) => Array.from({ length: n }, () => ({ query: '{ __typename }' })),
  ],
  [
    'maxCost',
    'OPERATION_TOO_COSTLY',
    (n) => ({
      query: 'query ($n: Int) { topReviews(first: $n) { id } }',
      variables: { n },
    }),
  ],
];

describe('limits', () => {
  let server: MarketServer;
  beforeAll(async () => {
    server = await openMarketServer({ limits });
  });
  afterAll(() => server.close());

  it.each(requests)(
    '%s: accepts what is at the limit, and refuses one more with %s',
    async (name, code, make) => {
      const at = await server.post(make(limits[name]));
      expect([at.status, codesOf(at).filter((found) => found === code)]).toEqual([200, []]);
      const above = await server.post(make(limits[name] + 1));
      expect([code, codesOf(above)]).toEqual([code, [code]]);
      expect(above.status).toBeGreaterThanOrEqual(400);
      expect(above.status).toBeLessThan(500);
      expect(above.json).not.toHaveProperty('data');
    },
  );

  it.each(requests.filter(([name]) => name !== 'maxBatchSize'))(
    '%s: has a default that takes a usual operation',
    async () => {
      const usual = await openMarketServer();
      const reply = await usual.post({
        query: '{ products { id name reviews { id author { handle } } } }',
      });
      expect([reply.status, reply.json.errors]).toEqual([200, undefined]);
      await usual.close();
    },
  );

  it('takes no lists of operations by default', async () => {
    const usual = await openMarketServer();
    const reply = await usual.post([{ query: '{ __typename }' }]);
    expect([reply.status, reply.json.errors[0].message]).toEqual([
      400,
      'One operation a request was expected, but got a list. Send them one by one.',
    ]);
    await usual.close();
  });

  it('answers a list with a list, each as if it were alone', async () => {
    const reply = await server.post([{ query: '{ __typename }' }, { query: '{ nothing }' }]);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject([
      { data: { __typename: 'Query' } },
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ]);
  });

  it('counts through fragments what they bring', async () => {
    for (const [code, query] of [
      [
        'TOO_MANY_ALIASES',
        `{ product(id: "1") { ...A ...B } } fragment A on Product { ...B ...B } fragment B on Product { x: id y: name }`,
      ],
      [
        'TOO_MANY_ROOT_FIELDS',
        `{ ...A ...A } fragment A on Query { __typename ... { __typename } }`,
      ],
      [
        'OPERATION_TOO_DEEP',
        `{ person(id: "1") { ...A } } fragment A on Person { bestFriend { bestFriend { ...B } } } fragment B on Person { bestFriend { bestFriend { id } } }`,
      ],
      [
        'TOO_MANY_REPEATED_FIELDS',
        `{ person(id: "1") { ${times(3, 'bestFriend { ...A }')} } } fragment A on Person { ${times(3, 'id')} }`,
      ],
    ] as const) {
      expect(codesOf(await server.post({ query }))).toEqual([code]);
    }
  });

  it('refuses brackets that would end the stack of a parser', async () => {
    const wide = await openMarketServer({ limits: { maxTokens: 1_000_000 } });
    for (const query of [
      `{ a(x: ${'['.repeat(100_000)}`,
      '{ a '.repeat(100_000),
      `{ a(x: ${'{ a: '.repeat(100_000)}`,
      `query ($a: ${'['.repeat(100_000)}`,
    ]) {
      expect(codesOf(await wide.post({ query }))).toEqual(['OPERATION_TOO_DEEP']);
    }
    await wide.close();
  });

  it('refuses JSON that nests without end, quickly', async () => {
    const wide = await openMarketServer();
    const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`;
    const reply = await wide.post(`{"query":"{ __typename }","variables":{"a":${deep}}}`);
    expect(codesOf(reply)).toEqual(['VARIABLES_TOO_DEEP']);
    await wide.close();
  });

  it('compares no fields of an operation whose repetition multiplies', async () => {
    const wide = await openMarketServer();
    const inner = `bestFriend { ${times(17, `bestFriend { ${times(17, 'id')} }`)} }`;
    const begun = performance.now();
    const reply = await wide.post({ query: `{ person(id: "1") { ${times(14, inner)} } }` });
    expect(codesOf(reply)).toContain('TOO_MANY_REPEATED_FIELDS');
    expect(performance.now() - begun).toBeLessThan(1_000);
    await wide.close();
  });

  it('plans nothing for a few fragments that ask for thousands of fields', async () => {
    const usual = await openMarketServer();
    const fragments = Array.from(
      { length: 12 },
      (_, n) =>
        `fragment F${n} on Person { bestFriend { ...F${n + 1} } z: bestFriend { ...F${n + 1} } }`,
    );
    const query = `{ person(id: "p1") { ...F0 } } ${fragments.join(' ')} fragment F12 on Person { id }`;
    const begun = performance.now();
    expect(codesOf(await usual.post({ query }))).toEqual(['TOO_MANY_ALIASES', 'TOO_MANY_FIELDS']);
    expect(performance.now() - begun).toBeLessThan(1_000);
    await usual.close();
  });

  describe('misuse', () => {
    it.each([
      [
        { maxTokens: 0 },
        '[gateway] limits.maxTokens: a whole number from 1 was expected, but got 0. Leave it out for its default.',
      ],
      [
        { maxCost: Number.NaN },
        '[gateway] limits.maxCost: a whole number from 1 was expected, but got NaN. Leave it out for its default.',
      ],
      [
        { maxBatchSize: -1 },
        '[gateway] limits.maxBatchSize: a whole number from 0 was expected, but got -1. Leave it out for its default.',
      ],
      [
        { maxDepth: 21 },
        "[gateway] limits.maxDepth: a whole number from 1 to 20, the gateway's own limit, was expected, but got 21. Leave it out for its default.",
      ],
    ])('refuses %j', (given, message) => {
      expect(() => readLimits(given, 20)).toThrow(message);
    });
  });
});
