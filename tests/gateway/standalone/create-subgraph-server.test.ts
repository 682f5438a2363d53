import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { neutralMessage } from '../../../src/gateway/run/subgraph-error.ts';
import { createSubgraphServer } from '../../../src/gateway/standalone/create-subgraph-server.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';

const logged: unknown[] = [];
const log = (details: object) => void logged.push('err' in details ? String(details.err) : details);

const app = createSubgraphServer<{ name: string }>({
  name: 'small',
  schema: buildSubgraphSchema([
    {
      typeDefs: parse(`${link}
        type Query { me: String who(name: String!): String broken: String refused: String deep: Deep }
        type Mutation { change: Int }
        type Subscription { ticks: Int }
        type Deep { deep: Deep leaf: Int }
      `),
      resolvers: {
        Query: {
          me: (_: unknown, __: unknown, { name }: { name: string }) => name,
          who: (_: unknown, { name }: { name: string }) => name,
          broken: () => {
            throw new Error('password of the database: 1234');
          },
          refused: () => {
            throw new GraphQLError('Not for you', { extensions: { code: 'FORBIDDEN' } });
          },
        },
        Mutation: { change: () => 1 },
      },
    },
  ]),
  createContext: async ({ headers }) => ({ name: String(headers['x-name']) }),
  logger: { error: log, warn: log, info: log },
  maxBodyBytes: 10_000,
});
afterAll(() => app.close());

async function post(payload: object, headers: Record<string, string> = {}) {
  const response = await app.inject({ method: 'POST', url: '/graphql', payload, headers });
  return {
    status: response.statusCode,
    type: response.headers['content-type'],
    body: response.json(),
  };
}

const traced = { 'apollo-federation-include-trace': 'ftv1' };
const nested = (levels: number) => `${'{ deep '.repeat(levels)}{ leaf }${' }'.repeat(levels)}`;

describe.each([
  ['plain', {}],
  ['with times of resolvers', traced],
])('createSubgraphServer, %s', (_title, headers: Record<string, string>) => {
  it('runs queries and mutations with variables and the context of the request', async () => {
    const query = 'query ($name: String!) { me who(name: $name) }';
    const asked = await post(
      { query, variables: { name: 'Ann' } },
      { ...headers, 'x-name': 'Bob' },
    );
    expect(asked.status).toBe(200);
    expect(asked.body.data).toEqual({ me: 'Bob', who: 'Ann' });
    expect((await post({ query: 'mutation { change }' }, headers)).body.data).toEqual({
      change: 1,
    });
  });

  it('shows errors with a code, and masks and logs all others', async () => {
    logged.length = 0;
    const { body } = await post({ query: '{ refused broken }' }, headers);
    expect(body.data).toEqual({ refused: null, broken: null });
    expect(body.errors).toMatchObject([
      { message: 'Not for you', path: ['refused'], extensions: { code: 'FORBIDDEN' } },
      { message: neutralMessage, path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('1234');
    expect(Buffer.from(body.extensions?.ftv1 ?? '', 'base64').toString()).not.toContain('1234');
    expect(logged.join()).toContain('password of the database: 1234');
  });

  it.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nope }', 'GRAPHQL_VALIDATION_FAILED'],
    [nested(50), 'OPERATION_TOO_DEEP'],
    ['query A { me } query B { me }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('refuses %.40s with %s', async (query, code) => {
    const { status, body } = await post({ query }, headers);
    expect(body.errors[0].extensions.code).toBe(code);
    expect(body.data).toBeUndefined();
    const modern = { ...headers, accept: 'application/graphql-response+json' };
    const again = await post({ query }, modern);
    expect(status).toBe(200);
    expect(again.status).toBe(400);
    expect(again.type).toBe('application/graphql-response+json; charset=utf-8');
  });

  it('accepts fields nested as deep as a plan may need', async () => {
    expect((await post({ query: nested(49) }, headers)).body).toMatchObject({
      data: { deep: null },
    });
  });
});

describe('createSubgraphServer', () => {
  it('serves no subscriptions', async () => {
    const { body } = await post({ query: 'subscription { ticks }' });
    expect(body.errors).toMatchObject([{ extensions: { code: 'OPERATION_NOT_SUPPORTED' } }]);
  });

  it.each([
    [[], 'it is none'],
    [{}, '"query" is not'],
    [{ query: '{ me }', variables: [] }, '"variables" is not'],
    [{ query: '{ me }', operationName: 1 }, '"operationName" is not'],
  ])('refuses the body %j', async (payload, reason) => {
    const { status, body } = await post(payload);
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        message: `The body must be a JSON object with "query" (a string) and, if need be, "variables" (an object) and "operationName" (a string), but ${reason}.`,
        extensions: { code: 'BAD_REQUEST' },
      },
    ]);
  });

  it('refuses a body that is too large', async () => {
    const { status, body } = await post({ query: `{ me } #${'x'.repeat(10_000)}` });
    expect(status).toBe(413);
    expect(body.errors[0].extensions.code).toBe('BODY_TOO_LARGE');
  });
});
