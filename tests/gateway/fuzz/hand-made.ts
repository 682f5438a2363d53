import type { RawRequest } from './raw-request.ts';

const json = { 'content-type': 'application/json' };
const post = (body: string | Buffer, headers: Record<string, string> = json): RawRequest => ({
  method: 'POST',
  path: '/graphql',
  headers,
  body: Buffer.from(body as string),
});
const ask = (query: string, rest: object = {}) => post(JSON.stringify({ query, ...rest }));
const get = (search: string, headers: Record<string, string> = {}): RawRequest => ({
  method: 'GET',
  path: `/graphql${search}`,
  headers,
  body: Buffer.alloc(0),
});
const nest = (open: string, close: string, depth: number) =>
  open.repeat(depth) + close.repeat(depth);

/** Requests that somebody with ill will, or a broken program, has sent to some server once; each with what it is. */
export const handMadeRequests: readonly (readonly [string, RawRequest])[] = [
  ['an empty body', post('')],
  ['a body of blanks', post(' \n\t ')],
  ['a body of zeros', post(Buffer.alloc(1000))],
  ['a byte order mark', post('\ufeff{"query":"{ __typename }"}')],
  ['a body that is no UTF-8', post(Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d]))],
  ['UTF-8 cut in the middle of a character', post(Buffer.from('{"query":"{ a€').subarray(0, -1))],
  ['a lone surrogate', post('{"query":"{ product(id: \\"\\\\ud800\\") { id } }"}')],
  ['JSON cut short', post('{"query":"{ __type')],
  ['two JSON texts', post('{"query":"{ __typename }"}{"query":"{ __typename }"}')],
  ['a number', post('1')],
  ['a string', post('"{ __typename }"')],
  ['null', post('null')],
  ['true', post('true')],
  ['an empty object', post('{}')],
  ['an empty list', post('[]')],
  ['a list of nulls', post('[null,null]')],
  ['a list in a list', post('[[{"query":"{ __typename }"}]]')],
  [
    'a long list of operations',
    post(JSON.stringify(Array(2_000).fill({ query: '{ __typename }' }))),
  ],
  ['JSON that nests deep', post(nest('[', ']', 200_000))],
  ['objects that nest deep', post(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)],
  [
    'variables that nest deep',
    post(`{"query":"{ __typename }","variables":{"a":${nest('[', ']', 200_000)}}}`),
  ],
  [
    'extensions that nest deep',
    post(`{"query":"{ __typename }","extensions":{"a":${nest('[', ']', 200_000)}}}`),
  ],
  ['the key __proto__', post('{"query":"{ __typename }","__proto__":{"admin":true}}')],
  [
    'the key __proto__ in variables',
    post(
      '{"query":"query ($a: Filter) { found(filter: $a) { __typename } }","variables":{"a":{"__proto__":{"min":1}}}}',
    ),
  ],
  [
    'the keys constructor and prototype',
    post('{"query":"{ __typename }","constructor":{"prototype":{"x":1}}}'),
  ],
  [
    'variables named as methods are',
    ask('query ($a: Filter) { found(filter: $a) { __typename } }', {
      variables: { toString: 1, hasOwnProperty: 2, a: { constructor: 1 } },
    }),
  ],
  ['the same key twice', post('{"query":"{ __typename }","query":"{ nothing }"}')],
  [
    'a huge number',
    post('{"query":"query ($a: Int) { people(first: $a) { id } }","variables":{"a":1e999}}'),
  ],
  [
    'a number beyond Int',
    ask('query ($a: Int) { people(first: $a) { id } }', { variables: { a: 2 ** 40 } }),
  ],
  ['a huge number in the text', ask(`{ people(first: ${'9'.repeat(5_000)}) { id } }`)],
  ['a negative page', ask('{ people(first: -2147483648) { id } }')],
  ['a query that is no string', post('{"query":{"kind":"Document","definitions":[]}}')],
  ['an operation name that is a list', ask('{ __typename }', { operationName: ['A'] })],
  ['an operation name that is empty', ask('{ __typename }', { operationName: '' })],
  [
    'an operation name of a prototype',
    ask('query A { __typename } query B { __typename }', { operationName: '__proto__' }),
  ],
  ['variables that are a string', ask('{ __typename }', { variables: '{"a":1}' })],
  ['extensions that are a number', ask('{ __typename }', { extensions: 7 })],
  [
    'a hash that is an object',
    post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":{}}}}'),
  ],
  [
    'a hash named __proto__',
    post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"__proto__"}}}'),
  ],
  [
    'a hash without end',
    post(
      JSON.stringify({
        extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(500_000) } },
      }),
    ),
  ],
  ['a document of nothing', ask('')],
  ['a document of comments', ask('#\n'.repeat(200_000))],
  ['a document of commas', ask(','.repeat(500_000))],
  ['braces that open', ask('{'.repeat(100_000))],
  ['brackets that open', ask(`{ a(b: ${'['.repeat(100_000)}`)],
  [
    'a type that nests',
    ask(`query ($a: ${'['.repeat(50_000)}Int${']'.repeat(50_000)}) { __typename }`),
  ],
  ['a string without an end', ask('{ product(id: "')],
  ['a block string without an end', ask('{ product(id: """')],
  ['a block string of backslashes', ask(`{ product(id: """${'\\'.repeat(100_000)}""") { id } }`)],
  ['escapes that are none', ask('{ product(id: "\\u{FFFFFFFF}\\uZZZZ") { id } }')],
  ['a control character', ask('{ product(id: "\u0000\u0007") { id } }')],
  ['a name without end', ask(`{ ${'a'.repeat(500_000)} }`)],
  [
    'many unknown names',
    ask(`{ ${Array.from({ length: 1_000 }, (_, n) => `prodct${n}`).join(' ')} }`),
  ],
  [
    'many variables',
    ask(`query (${Array.from({ length: 900 }, (_, n) => `$v${n}: Int`).join(' ')}) { __typename }`),
  ],
  ['a fragment of itself', ask('{ ...A } fragment A on Query { ...A }')],
  [
    'fragments in a circle',
    ask(
      '{ ...A } fragment A on Query { ...B __typename } fragment B on Query { ...C } fragment C on Query { ...A }',
    ),
  ],
  [
    'a fragment of itself further down',
    ask('{ person(id: "p1") { ...A } } fragment A on Person { bestFriend { ...A } }'),
  ],
  [
    'fragments that double',
    ask(
      `{ ...F0 } ${Array.from({ length: 40 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F40 on Query { __typename }`,
    ),
  ],
  [
    'fragments that triple by level',
    ask(
      `{ person(id: "p1") { ...F0 } } ${Array.from({ length: 17 }, (_, n) => `fragment F${n} on Person { a: bestFriend { ...F${n + 1} } bestFriend { ...F${n + 1} } friends { ...F${n + 1} } }`).join(' ')} fragment F17 on Person { id }`,
    ),
  ],
  [
    'fields that repeat by level',
    ask(
      `{ person(id: "p1") { ${'bestFriend { '.repeat(10)}${'id '.repeat(400)}${'}'.repeat(10)} } }`,
    ),
  ],
  ['the same field many times', ask(`{ ${'__typename '.repeat(4_000)} }`)],
  [
    'many aliases',
    ask(`{ ${Array.from({ length: 1_500 }, (_, n) => `a${n}: __typename`).join(' ')} }`),
  ],
  ['many directives', ask(`{ __typename ${'@skip(if: false) '.repeat(700)} }`)],
  [
    'a directive on everything',
    ask('query @skip(if: true) ($a: Int @include(if: true)) { __typename @deprecated }'),
  ],
  [
    'deep introspection',
    ask(
      '{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } }',
    ),
  ],
  [
    'introspection by many aliases',
    ask(
      `{ ${Array.from({ length: 24 }, (_, n) => `a${n}: __schema { types { name fields { name args { name } } } }`).join(' ')} }`,
    ),
  ],
  ['a type that is not there', ask('{ __type(name: "__proto__") { name fields { name } } }')],
  ['a subscription', ask('subscription { anything }')],
  ['a schema in place of an operation', ask('type Query { a: Int }')],
  ['an extension of the schema', ask('extend type Query { a: Int } { __typename }')],
  ['two anonymous operations', ask('{ __typename } { __typename }')],
  [
    'entities by hand',
    ask('{ _entities(representations: [{ __typename: "Person", id: "p1" }]) { __typename } }'),
  ],
  ['the service by hand', ask('{ _service { sdl } }')],
  ['an inaccessible field', ask('{ product(id: "1") { hidden } }')],
  ['a literal of the wrong kind', ask('{ product(id: { a: [$b] }) { id } }')],
  ['an enum that is none', ask('{ products(kind: __proto__) { id } }')],
  [
    'a form',
    post('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  [
    'a form of parts',
    post('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--', {
      'content-type': 'multipart/form-data; boundary=x',
    }),
  ],
  ['a content type of nonsense', post('{"query":"{ __typename }"}', { 'content-type': ';;;,,,=' })],
  [
    'a charset that is none',
    post('{"query":"{ __typename }"}', { 'content-type': 'application/json; charset=klingon' }),
  ],
  [
    'an Accept of nonsense',
    post('{"query":"{ __typename }"}', { ...json, accept: ';q=,,;=;q=x,*/*;q=9' }),
  ],
  [
    'an Accept without end',
    post('{"query":"{ __typename }"}', { ...json, accept: 'a/b,'.repeat(3_000) }),
  ],
  [
    'an Accept of parts',
    post('{"query":"{ __typename }"}', { ...json, accept: 'multipart/mixed; deferSpec=20220824' }),
  ],
  [
    'an Authorization of nonsense',
    post('{"query":"{ __typename }"}', { ...json, authorization: 'Bearer ' }),
  ],
  [
    'an Authorization without end',
    post('{"query":"{ __typename }"}', { ...json, authorization: `Bearer ${'a.'.repeat(6_000)}` }),
  ],
  [
    'a token of nonsense',
    post('{"query":"{ __typename }"}', { ...json, authorization: 'Bearer e30.e30.e30' }),
  ],
  [
    'an encoding that is not taken',
    post('{"query":"{ __typename }"}', { ...json, 'content-encoding': 'gzip' }),
  ],
  [
    'a length that is too small',
    post('{"query":"{ __typename }"}', { ...json, 'content-length': '5' }),
  ],
  ['a length that is none', post('{}', { ...json, 'content-length': 'many' })],
  [
    'a body of chunks that are none',
    { ...post('zz\r\nnope', { ...json, 'transfer-encoding': 'chunked' }) },
  ],
  [
    'a length beside chunks',
    { ...post('0\r\n\r\n', { ...json, 'transfer-encoding': 'chunked', 'content-length': '5' }) },
  ],
  ['headers that are too long', get('?query={__typename}', { 'x-long': 'x'.repeat(20_000) })],
  [
    'many headers',
    get(
      '?query={__typename}',
      Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`x-${n}`, '1'])),
    ),
  ],
  ['an address that is too long', get(`?query=${'x'.repeat(20_000)}`)],
  ['an address with broken escapes', get('?query=%E0%A4%A&variables=%7B%')],
  ['an address without anything', get('')],
  ['variables in an address that are no JSON', get('?query=%7B__typename%7D&variables=%7B')],
  ['variables in an address that are a list', get('?query=%7B__typename%7D&variables=[]')],
  ['the same parameter twice', get('?query=%7B__typename%7D&query=%7Bnothing%7D')],
  ['a mutation by GET', get('?query=mutation%7Bbump(by%3A1)%7Bvalue%7D%7D')],
  [
    'a body in a GET',
    { ...get('?query=%7B__typename%7D', json), body: Buffer.from('{"query":"{ nothing }"}') },
  ],
  ['a method that there is not', { ...post('{}'), method: 'BREW' }],
  ['another method', { ...post('{}'), method: 'DELETE' }],
  ['a path that climbs', { ...get(''), path: '/graphql/../../../../etc/passwd' }],
  ['a path with a zero', { ...get(''), path: '/graphql%00.json' }],
  ['a path of slashes', { ...get(''), path: '//////' }],
  ['an address of another server', { ...get(''), path: 'http://192.0.2.1/graphql' }],
];
