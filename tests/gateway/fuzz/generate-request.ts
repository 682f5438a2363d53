import fc from 'fast-check';
import { handMadeRequests } from './hand-made.ts';
import { type RawRequest, writeRequest } from './raw-request.ts';

const json = { 'content-type': 'application/json' };
const words = [
  'query',
  'mutation',
  'subscription',
  'fragment',
  'on',
  '...',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '!',
  '=',
  '@',
  '$',
  '|',
  '&',
  'product',
  'products',
  'person',
  'people',
  'items',
  'found',
  'id',
  'name',
  'makers',
  'friends',
  'first',
  'ids',
  'filter',
  'kinds',
  '__typename',
  '__schema',
  '__type',
  'types',
  'BOOK',
  '"1"',
  '"p1"',
  '"""x"""',
  '1',
  '-1',
  '1.5e9',
  'true',
  'null',
  '$a',
  '@skip(if: true)',
  '@include(if: $a)',
  '...F',
  'F',
  'Person',
  'Product',
  'Query',
  '#\n',
  ',',
  '\ufeff',
  '\\',
  '"',
  '€',
  '💥',
];

/** Words of the language in any order: most are refused by the parser, some get further. */
const document = fc
  .array(fc.constantFrom(...words), { maxLength: 60 })
  .map((parts) => parts.join(' '));

/** Operations that fit the schema but for a name here and there, so that most come as far as the graph. */
const nested = fc.letrec((tie) => ({
  selection: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('id', 'name', 'handle', '__typename', '...F', 'x: id', 'id @skip(if: $a)'),
    fc
      .tuple(
        fc.constantFrom('bestFriend', 'friends(first: $b)', '... on Person', '...', 'z: friends'),
        tie('selections'),
      )
      .map(([name, inner]) => `${name} ${inner}`),
  ),
  selections: fc
    .array(tie('selection'), { minLength: 1, maxLength: 4 })
    .map((all) => `{ ${all.join(' ')} }`),
}));
const operation = fc
  .tuple(
    fc.constantFrom('person(id: "p1")', 'people(first: $b)', 'people', 'persn(id: "p1")'),
    nested.selections,
  )
  .map(
    ([root, inner]) =>
      `query ($a: Boolean! = true, $b: Int) { people(first: $b) { id @skip(if: $a) ...F } ${root} ${inner} } fragment F on Person { region ...G } fragment G on Person { nickname }`,
  );

const value = fc.jsonValue({ maxDepth: 6 });
const body = fc
  .record(
    {
      query: fc.oneof(document, { weight: 6, arbitrary: operation }, fc.string(), value),
      operationName: fc.oneof({ weight: 10, arbitrary: fc.constant(null) }, fc.string(), value),
      variables: fc.oneof(
        fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), value),
        value,
      ),
      extensions: fc.oneof({ weight: 10, arbitrary: fc.constant({}) }, value),
    },
    { requiredKeys: ['query'] },
  )
  .map((parts) => Buffer.from(JSON.stringify(parts)));

const headers = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Record<string, string>>(json) },
  {
    weight: 1,
    arbitrary: fc.record({
      'content-type': fc.constantFrom(
        'application/json',
        'text/plain',
        'application/json; charset=x',
        '',
        '*/*',
      ),
      accept: fc.constantFrom(
        '*/*',
        'application/json',
        'application/graphql-response+json',
        'text/event-stream',
        'x',
        ';;',
      ),
      authorization: fc.constantFrom('Bearer x', 'Bearer a.b.c', 'Basic eDp5', '', 'Bearer'),
    }),
  },
);

/** A request built from parts that are nearly right. */
const built = fc
  .tuple(fc.oneof(body, fc.uint8Array({ maxLength: 200 }).map(Buffer.from)), headers)
  .map(
    ([bytes, some]): Buffer =>
      writeRequest({ method: 'POST', path: '/graphql', headers: some, body: bytes }),
  );

const byGet = fc
  .tuple(fc.oneof(document, operation, fc.string()), fc.string(), fc.boolean())
  .map(([query, variables, escaped]) => {
    const write = escaped ? encodeURIComponent : (text: string) => text.replace(/[\s\r\n]/g, '+');
    const path = `/graphql?query=${write(query.replace(/[\ud800-\udfff]/g, ''))}&variables=${write(variables.replace(/[\ud800-\udfff]/g, ''))}`;
    return writeRequest({ method: 'GET', path, headers: {}, body: Buffer.alloc(0) });
  });

/** Small enough that 20,000 of them take minutes. */
const seeds: readonly RawRequest[] = [
  ...handMadeRequests
    .map(([, request]) => request)
    .filter((request) => writeRequest(request).length < 4_000),
  writeGood('{ product(id: "1") { id name makers { handle } } }'),
  writeGood(
    'query ($a: Boolean!, $b: Int) { people(first: $b) { id name @skip(if: $a) friends { id } } }',
    { a: false, b: 2 },
  ),
];

function writeGood(query: string, variables: object = {}): RawRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: json,
    body: Buffer.from(JSON.stringify({ query, variables })),
  };
}

/** A change of some bytes: one flipped, set, taken out, put in, or a piece said twice or moved. */
const change = fc.record({
  kind: fc.constantFrom('flip', 'set', 'remove', 'insert', 'repeat', 'cut'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.integer({ min: 0, max: 255 }),
  length: fc.integer({ min: 1, max: 40 }),
});

const changes = fc.array(change, { minLength: 1, maxLength: 8 });

/** A known request with bytes of its body changed. */
const mutatedBody = fc
  .tuple(fc.constantFrom(...seeds), changes)
  .map(([seed, some]) => writeRequest({ ...seed, body: some.reduce(applyChange, seed.body) }));

/** A known request with bytes changed anywhere, its head included. */
const mutated = fc
  .tuple(fc.constantFrom(...seeds), changes)
  .map(([seed, some]) => some.reduce(applyChange, writeRequest(seed)));

function applyChange(
  bytes: Buffer,
  { kind, at, byte, length }: { kind: string; at: number; byte: number; length: number },
): Buffer {
  const place = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (kind) {
    case 'flip':
      return Buffer.concat([
        before,
        Buffer.from([(bytes[place] ?? 0) ^ (1 << (byte % 8))]),
        after.subarray(1),
      ]);
    case 'set':
      return Buffer.concat([before, Buffer.from([byte]), after.subarray(1)]);
    case 'remove':
      return Buffer.concat([before, after.subarray(length)]);
    case 'insert':
      return Buffer.concat([before, Buffer.alloc(length, byte), after]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, length), after]);
    default:
      return before;
  }
}

/** The bytes of a request that was generated: built from parts, or a known one with its bytes changed. */
export const generatedRequest: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 5, arbitrary: built },
  { weight: 2, arbitrary: byGet },
  { weight: 4, arbitrary: mutatedBody },
  { weight: 1, arbitrary: mutated },
);
