import fc from 'fast-check';
import {
  buildSchema,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { createCompiledExecutor } from '../../../src/gateway/transports/compiled-executor.ts';
import { SubgraphOperation } from '../../../src/gateway/transports/subgraph-transport.ts';

const schema = buildSchema(`
  interface Named { name: String! again(times: Int = 2, words: [String!]): String }
  type Council implements Named {
    name: String! again(times: Int = 2, words: [String!]): String
    code: ID population: Int share: Float active: Boolean kind: Kind
    lead: Officer! deputies: [Officer!]! letters: [[Letter!]] chosen: Party parties: [Party!]
  }
  type Officer implements Named {
    name: String! again(times: Int = 2, words: [String!]): String
    council: Council letter: Letter!
  }
  type Letter { year: Int! title: String council: Council! }
  union Party = Council | Officer
  enum Kind { DISTRICT COUNTY }
  input Page { first: Int! = 3, after: [ID] }
  type Query {
    council(code: ID!, page: Page): Council
    councils(first: Int, page: Page): [Council]!
    party: Party
    named: [Named]
    must: Council!
    words(list: [String!]): [String]
  }
`);

/** What is asked: every variable is declared and given. */
const operations = [
  'query ($a: Boolean!, $b: Boolean!, $i: Int) { council(code: "x") { name code population share active kind } }',
  'query ($a: Boolean!, $b: Boolean!, $i: Int) { councils(first: $i, page: { first: 1, after: ["a", null] }) { n: name again m: again(times: $i, words: ["a"]) lead { name council { code } } deputies { name @skip(if: $a) letter { year } } } }',
  'query ($a: Boolean!, $b: Boolean!, $i: Int) { party { __typename ... on Council { name ...C } ... on Officer { letter { title year } } } ...Q } fragment C on Council { letters { year council { name } } kind } fragment Q on Query { must { ...C @include(if: $b) name } }',
  'query ($a: Boolean!, $b: Boolean!, $i: Int) { named { name __typename ... on Officer { council { parties { ... on Named { name again(times: 1) } } } } ... on Council { chosen { ... on Council { kind } } } } words(list: ["b"]) must { lead { letter { council { name } } } } }',
  'query ($a: Boolean!, $b: Boolean!, $i: Int) { one: council(code: "1", page: {}) @include(if: $a) { lead { name } } two: council(code: "2") @skip(if: $b) { name ...L } council(code: "1") { lead { again } } council(code: "1") { lead { name } deputies { ...N } } } fragment L on Council { lead { name } } fragment N on Named { name again(words: []) }',
  'query ($a: Boolean!, $b: Boolean!, $i: Int) { __typename __schema { queryType { name } } __type(name: "Kind") { enumValues { name } } __proto__: words must { __proto__: name } }',
].map((text) => new SubgraphOperation('query', text));

/** The same number for the same words and seed. */
function numberOf(words: string, seed: number): number {
  let number = seed | 0;
  for (const letter of words) number = (Math.imul(number, 31) + letter.charCodeAt(0)) | 0;
  number = Math.imul(number ^ (number >>> 15), 0x2c1b3c6d);
  return (number ^ (number >>> 12)) >>> 0;
}

/**
 * What a resolver gives at a place: mostly what its type allows.
 *
 * @param seed Nothing is promised where it is even.
 */
function makeValue(type: GraphQLOutputType, place: string, seed: number, depth: number): unknown {
  const isPrompt = seed % 2 === 0;
  const chance = numberOf(place, seed) % 100;
  const odd = depth === 0 ? 0 : 1;
  if (chance < 3 * odd) return new Error(`given at ${place}`);
  if (chance < 5 * odd && !isPrompt) {
    const rejected = Promise.reject(new GraphQLError(`rejected at ${place}`));
    rejected.catch(() => {}); // Nobody may ask for it.
    return rejected;
  }
  if (chance < 9 * odd) return chance % 2 === 0 ? null : undefined;
  if (chance < 11 * odd) return 'not of this type';
  if (chance < 13 * odd) return { strange: true };
  const value = () => makeKnown(type, place, seed, depth);
  if (chance < 40 && !isPrompt) return Promise.resolve().then(value);
  return value();
}

function makeKnown(type: GraphQLOutputType, place: string, seed: number, depth: number): unknown {
  if (isNonNullType(type)) return makeKnown(type.ofType, place, seed, depth);
  const number = numberOf(`${place} value`, seed);
  if (isListType(type)) {
    const items = Array.from({ length: number % 4 }, (_, at) =>
      makeItem(type.ofType, `${place}.${at}`, seed, depth + 1),
    );
    return number % 7 === 0 ? new Set(items) : items;
  }
  if (isAbstractType(type)) {
    const possible = schema.getPossibleTypes(type);
    const chosen = possible[number % possible.length];
    const names = [
      chosen?.name,
      chosen?.name,
      chosen?.name,
      'Letter',
      'Kind',
      'Nothing',
      undefined,
    ];
    return { ...makeProperties(chosen, place, seed), __typename: names[(number >>> 8) % 7] };
  }
  if (isObjectType(type)) return makeProperties(type, place, seed);
  const words: Record<string, unknown[]> = {
    Int: [1, 0, -3, 2 ** 31, 1.5, '7', true],
    Float: [1.5, Number.NaN, 3, '2.5'],
    Boolean: [true, false, 0, 1],
    String: ['text', '', 5, true],
    ID: ['id', 7, 1.5],
    Kind: ['DISTRICT', 'COUNTY', 'OTHER'],
  };
  const some = words[getNamedType(type).name] ?? [];
  return some[number % some.length];
}

/** An item of a list: all are promised, or none. Of a list of both, graphql-js forgets some that are rejected. */
function makeItem(type: GraphQLOutputType, place: string, seed: number, depth: number): unknown {
  if (seed % 2 === 0) return makeValue(type, place, seed, depth);
  return Promise.resolve().then(() => makeValue(type, place, seed, depth));
}

/** Some properties that the default resolver finds: values, methods, promises and what throws. */
function makeProperties(type: unknown, place: string, seed: number): object {
  const made = {};
  if (!isObjectType(type)) return made;
  for (const field of Object.values(type.getFields())) {
    if (!byProperty.has(`${type.name}.${field.name}`)) continue;
    const value = () => makeValue(field.type, `${place}.${field.name}`, seed, 1);
    const way = numberOf(`${place}.${field.name} way`, seed) % 10;
    if (way === 0) {
      Object.defineProperty(made, field.name, {
        get() {
          throw new Error(`read at ${place}`);
        },
      });
    } else {
      Reflect.set(
        made,
        field.name,
        way === 1
          ? (args: object) => (field.name === 'again' ? JSON.stringify(args) : value())
          : value(),
      );
    }
  }
  return made;
}

const byProperty = new Set(
  'Council.name Council.code Council.population Council.kind Council.again Officer.name Letter.year Letter.title Council.share'.split(
    ' ',
  ),
);

interface Told {
  readonly seed: number;
  readonly calls: string[];
}

const resolve: GraphQLFieldResolver<unknown, Told> = (_source, args, { seed, calls }, info) => {
  const keys: (string | number)[] = [];
  for (let at: typeof info.path | undefined = info.path; at !== undefined; at = at.prev) {
    keys.unshift(at.key, at.typename ?? '');
  }
  calls.push(`${keys.join()} ${JSON.stringify(args)} ${String(info.returnType)} ${info.fieldName}`);
  const place = keys.join('.');
  if (numberOf(`${place} throws`, seed) % 20 === 0) throw new Error(`thrown at ${place}`);
  // Changing arguments changes nothing elsewhere.
  args.changed = true;
  return makeValue(info.returnType, place, seed, 0);
};
for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue;
  for (const field of Object.values(type.getFields())) {
    if (!byProperty.has(`${type.name}.${field.name}`)) field.resolve = resolve;
  }
}
const officer = schema.getType('Officer');
if (isObjectType(officer))
  officer.isTypeOf = (value) => numberOf(JSON.stringify(value), 1) % 9 !== 0;

describe('the compiled executor', () => {
  const executeCompiled = createCompiledExecutor(schema);

  it('has valid operations to be tried with', () => {
    const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);
    for (const { text } of operations) expect(validate(schema, parse(text), rules)).toEqual([]);
  });

  const run = async (operation: SubgraphOperation, seed: number, variables: object) => {
    const [expected, told]: Told[] = [
      { seed, calls: [] },
      { seed, calls: [] },
    ];
    const { document } = operation;
    const theirs = await execute({
      schema,
      document,
      variableValues: { ...variables },
      contextValue: expected,
    });
    const ours = await executeCompiled(operation, { ...variables }, told);
    // Where all is null for one error, the answer is there before its other resolvers are done: theirs had longer for it.
    await new Promise((resolveLater) => setImmediate(resolveLater));
    expect(JSON.stringify(ours.data)).toBe(JSON.stringify(theirs.data));
    return { ours, theirs, calls: told?.calls, expected: expected?.calls };
  };
  const asked = [
    fc.constantFrom(...operations),
    fc.integer({ min: -(2 ** 29), max: 2 ** 29 }),
    fc.record({
      a: fc.boolean(),
      b: fc.boolean(),
      i: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(null, 'two', 1.5)),
    }),
  ] as const;

  it('answers as graphql-js does, with the same errors and calls in the same order', async () => {
    await fc.assert(
      fc.asyncProperty(...asked, async (operation, number, variables) => {
        const { ours, theirs, calls, expected } = await run(operation, number * 2, variables);
        expect((ours.errors ?? []).map(describeError)).toEqual(
          (theirs.errors ?? []).map(describeError),
        );
        expect(calls).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  }, 120_000);

  // Of several errors for which one object is null it is open which come before that is so.
  it('answers as graphql-js does where resolvers wait, with errors for the same places', async () => {
    await fc.assert(
      fc.asyncProperty(...asked, async (operation, number, variables) => {
        const { ours, theirs, calls, expected } = await run(operation, number * 2 + 1, variables);
        expect(placesOf(ours)).toEqual(placesOf(theirs));
        expect(calls?.toSorted()).toEqual(expected?.toSorted());
      }),
      { numRuns: 1000 },
    );
  }, 120_000);

  it('leaves no rejection unheard where another item of a list fails at once', async () => {
    const unheard: unknown[] = [];
    const listener = (cause: unknown) => unheard.push(cause);
    const [own] = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', listener);
    try {
      const items = [Promise.reject(new Error('later')), new Error('at once')];
      const lists = buildSchema('type Query { words: [String!] }');
      const words = lists.getQueryType()?.getFields().words;
      if (words !== undefined) words.resolve = () => items;
      const operation = new SubgraphOperation('query', '{ words }');
      const { data, errors } = await createCompiledExecutor(lists)(operation, {}, {});
      expect(data).toEqual({ words: null });
      expect(errors?.map(({ message }) => message)).toEqual(['at once']);
      await new Promise((resolveLater) => setImmediate(resolveLater));
      expect(unheard).toEqual([]);
    } finally {
      process.off('unhandledRejection', listener);
      if (own !== undefined) process.on('unhandledRejection', own);
    }
  });

  it('leaves what is no query, and no single one, to graphql-js', async () => {
    const mutation = new SubgraphOperation('mutation', 'mutation { renew }');
    const two = new SubgraphOperation('query', 'query A { words } query B { words }');
    const told: Told = { seed: 1, calls: [] };
    for (const operation of [mutation, two]) {
      const theirs = await execute({ schema, document: operation.document, contextValue: told });
      expect(await executeCompiled(operation, {}, told)).toEqual(theirs);
    }
  });
});

interface AnyError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly nodes?: readonly unknown[] | undefined;
  readonly originalError?: Error | undefined;
}

function describeError({ message, path, nodes, originalError }: AnyError): unknown {
  return { message, path, nodes, original: originalError?.message };
}

/** Where the answer is null for an error. */
function placesOf({
  data,
  errors = [],
}: {
  readonly data?: unknown;
  readonly errors?: readonly AnyError[] | undefined;
}): ReadonlySet<string> {
  const places = errors.map(({ path = [] }) => {
    let value = data;
    let depth = 0;
    for (; typeof value === 'object' && value !== null && depth < path.length; depth += 1) {
      value = Reflect.get(value, path[depth] ?? '');
    }
    return path.slice(0, depth).join('.');
  });
  return new Set(places.toSorted());
}
