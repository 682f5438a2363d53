import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createEmbeddedTransport } from '../../../src/gateway/transports/embedded.transport.ts';
import { createSharedTransport } from '../../../src/gateway/transports/shared.transport.ts';
import {
  SubgraphOperation,
  type SubgraphResponse,
} from '../../../src/gateway/transports/subgraph-transport.ts';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query { year(ending: Int!): Year }
  type Year { ending: Int! notes: [String!]! }
  type Council @key(fields: "code") { code: ID! name(loud: Boolean): String tags: [String!]! }
`);
const schema = buildSubgraphSchema([
  {
    typeDefs,
    resolvers: {
      Query: { year: (_: unknown, { ending }: { ending: number }) => ({ ending, notes: ['a'] }) },
      Council: {
        name: ({ code }: { code: string }, { loud }: { loud?: boolean }) => {
          if (code === 'bad') throw new Error('no name');
          return loud ? code.toUpperCase() : code;
        },
        tags: () => ['x'],
      },
    } as never,
  },
]);

const years = new SubgraphOperation(
  'query',
  'query($ending: Int!) { year(ending: $ending) { ending notes } }',
);
const councils = new SubgraphOperation(
  'query',
  'query($representations: [_Any!]!, $loud: Boolean) { _entities(representations: $representations) { ... on Council { name(loud: $loud) tags } } }',
);
const councilsOf = (...codes: string[]) => codes.map((code) => ({ __typename: 'Council', code }));

function shared() {
  const inner = createEmbeddedTransport<object>(schema);
  const sent: Readonly<Record<string, unknown>>[] = [];
  const counting = {
    execute: (request: Parameters<typeof inner.execute>[0]) => {
      sent.push(request.variables);
      return inner.execute(request);
    },
  };
  const batch = {};
  const transport = createSharedTransport(counting, (context) => context === batch);
  const ask = async (
    operation: SubgraphOperation,
    variables: Record<string, unknown>,
    contextValue: object = batch,
  ): Promise<SubgraphResponse> => {
    const answer = await transport.execute({ operation, variables, contextValue });
    return JSON.parse(JSON.stringify(answer));
  };
  return { transport, ask, sent, batch };
}

describe('fetches of a batch', () => {
  it('share one answer where they are equal, and none of them sees what another makes of it', async () => {
    const { transport, sent, batch } = shared();
    const request = { operation: years, variables: { ending: 2020 }, contextValue: batch };
    const [one, two] = await Promise.all([transport.execute(request), transport.execute(request)]);
    expect(sent).toEqual([{ ending: 2020 }]);
    expect(two).toEqual(one);
    Object.assign(one.data ?? {}, { year: null });
    expect(two.data).toEqual({ year: { ending: 2020, notes: ['a'] } });
  });

  it('ask for their entities as one, each entity once, and get their own in order', async () => {
    const { ask, sent } = shared();
    const [one, two] = await Promise.all([
      ask(councils, { representations: councilsOf('a', 'b') }),
      ask(councils, { representations: councilsOf('c', 'a') }),
    ]);
    expect(sent).toEqual([{ representations: councilsOf('a', 'b', 'c') }]);
    expect(one?.data).toEqual({
      _entities: [
        { name: 'a', tags: ['x'] },
        { name: 'b', tags: ['x'] },
      ],
    });
    expect(two?.data).toEqual({
      _entities: [
        { name: 'c', tags: ['x'] },
        { name: 'a', tags: ['x'] },
      ],
    });
  });

  it('are kept apart where another variable differs, and where the context is not shared', async () => {
    const { ask, sent } = shared();
    const representations = councilsOf('a');
    const [quiet, loud, other] = await Promise.all([
      ask(councils, { representations }),
      ask(councils, { representations, loud: true }),
      ask(councils, { representations }, {}),
    ]);
    expect(sent).toHaveLength(3);
    expect([quiet, loud, other].map(({ data }) => JSON.stringify(data?._entities))).toEqual([
      '[{"name":"a","tags":["x"]}]',
      '[{"name":"A","tags":["x"]}]',
      '[{"name":"a","tags":["x"]}]',
    ]);
  });

  it('learn of errors of their own entities alone, at their own places', async () => {
    const { ask } = shared();
    const [fine, failed] = await Promise.all([
      ask(councils, { representations: councilsOf('a') }),
      ask(councils, { representations: councilsOf('b', 'bad') }),
    ]);
    expect(fine).toEqual({ data: { _entities: [{ name: 'a', tags: ['x'] }] } });
    expect(failed?.errors).toEqual([
      expect.objectContaining({ message: 'no name', path: ['_entities', 1, 'name'] }),
    ]);
  });

  it('are asked again one by one where one of them cannot be asked at all', async () => {
    const { ask } = shared();
    const [fine, refused] = await Promise.all([
      ask(councils, { representations: councilsOf('a') }),
      ask(councils, { representations: [5] }),
    ]);
    expect(fine?.errors).toBeUndefined();
    expect(fine?.data).toEqual({ _entities: [{ name: 'a', tags: ['x'] }] });
    expect(refused?.errors).toHaveLength(1);
  });
});
