import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import {
  CompositionError,
  type CompositionProblem,
} from '../../../src/gateway/supergraph/composition.error.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@requires", "@external"])';

function problemsOf(compose: () => unknown): readonly CompositionProblem[] {
  try {
    compose();
  } catch (error) {
    if (error instanceof CompositionError) return error.problems;
    throw error;
  }
  return [];
}

describe('composeSupergraph', () => {
  it('joins subgraphs given as text and as documents, and keeps their URLs', () => {
    const sdl = composeSupergraph([
      { name: 'a', typeDefs: `${link} type Query { a: Int }`, url: 'http://127.0.0.1:1/a' },
      { name: 'b', typeDefs: parse(`${link} type Query { b: Int }`) },
    ]);
    expect(sdl).toContain('@join__graph(name: "a", url: "http://127.0.0.1:1/a")');
    expect(sdl).toMatch(/b: Int @join__field\(graph: B\)/);
  });

  it('reports every problem by code, subgraph and coordinate', () => {
    const problems = problemsOf(() =>
      composeSupergraph([
        {
          name: 'users',
          typeDefs: `${link} type Query { me: User } type User { id: ID! name: String }`,
        },
        {
          name: 'posts',
          typeDefs: `${link} type Query { top: User } type User { id: ID! name: String }`,
        },
      ]),
    );
    expect(
      problems.map(({ code, subgraph, coordinate }) => ({ code, subgraph, coordinate })),
    ).toEqual([
      { code: 'INVALID_FIELD_SHARING', subgraph: null, coordinate: 'User.id' },
      { code: 'INVALID_FIELD_SHARING', subgraph: null, coordinate: 'User.name' },
    ]);
  });

  it('names the one subgraph at fault, and leaves its name out of the message', () => {
    const [problem] = problemsOf(() =>
      composeSupergraph([
        {
          name: 'stock',
          typeDefs: `${link} type Query { a: Product }
            type Product @key(fields: "id") { id: ID! cost: Int @requires(fields: "weight") }`,
        },
      ]),
    );
    expect(problem?.code).toBe('REQUIRES_INVALID_FIELDS');
    expect(problem?.subgraph).toBe('stock');
    expect(problem?.coordinate).toBe('Product.cost');
    expect(problem?.message.startsWith('[stock]')).toBe(false);
  });

  it('gives a field the wider of the types that subgraphs give it', () => {
    const shared = `${link}
      union Media = Book | Film
      type Book @shareable { title: String }
      type Film @shareable { title: String }`;
    const sdl = composeSupergraph([
      {
        name: 'a',
        typeDefs: `${shared} type Query { media: Media @shareable book: Book @shareable }`,
      },
      {
        name: 'b',
        typeDefs: `${shared} type Query { media: Media @shareable book: Media @shareable }`,
      },
    ]);
    expect(sdl.replace(/\s+/g, ' ')).toContain(
      'book: Media @join__field(graph: A, type: "Book") @join__field(graph: B, type: "Media")',
    );
  });

  it('keeps external what an interface object marks so', () => {
    const imports = '"@key", "@external", "@requires", "@interfaceObject"';
    const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${imports}])`;
    const sdl = composeSupergraph([
      {
        name: 'a',
        typeDefs: `${head} type Query { users: [Named] }
          interface Named @key(fields: "id") { id: ID! name: String }
          type User implements Named @key(fields: "id") { id: ID! name: String }`,
      },
      {
        name: 'b',
        typeDefs: `${head} type Query { others: [Named] }
          type Named @key(fields: "id") @interfaceObject {
            id: ID! name: String @external handle: String @requires(fields: "name")
          }`,
      },
    ]);
    expect(sdl.replace(/\s+/g, ' ')).toContain(
      'name: String @join__field(graph: A) @join__field(graph: B, external: true)',
    );
  });

  it('believes the planner where an operation can be satisfied after all', () => {
    const types = `
      interface Foo { foo: String! }
      interface Bar implements Foo { foo: String! bar: String! }
      type Baz implements Foo & Bar @shareable { foo: String! bar: String! baz: String! }`;
    const imports = '"@key", "@external", "@requires", "@shareable"';
    const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${imports}])`;
    const subgraphs = [
      {
        name: 'a',
        typeDefs: `${head} ${types} type Query { a: Entity }
          type Entity @key(fields: "id") { id: ID! data: Foo }`,
      },
      {
        name: 'b',
        typeDefs: `${head} ${types} type Query { b: Entity }
          type Entity @key(fields: "id") {
            id: ID!
            data: Foo @external
            requirer: String! @requires(fields: "data { foo ... on Bar { bar ... on Baz { baz } } }")
          }`,
      },
    ];
    expect(composeSupergraph(subgraphs)).toContain('requirer: String!');
  });

  it('still refuses what no plan can satisfy', () => {
    const problems = problemsOf(() =>
      composeSupergraph([
        {
          name: 'a',
          typeDefs: `${link} type Query { a: Entity } type Entity @key(fields: "id") { id: ID! }`,
        },
        {
          name: 'b',
          typeDefs: `${link} type Query { b: Entity }
            type Entity @key(fields: "code") { code: ID! secret: Int }`,
        },
      ]),
    );
    expect(problems.map(({ code }) => code)).toContain('SATISFIABILITY_ERROR');
  });

  describe('misuse', () => {
    it('wants at least one subgraph', () => {
      expect(() => composeSupergraph([])).toThrow(
        '[gateway] composition: the subgraphs must compose into one supergraph, but 1 problem was found. Mend the schemas:\n' +
          '- NO_SUBGRAPHS: at least one subgraph is needed, but none was given',
      );
    });

    it('wants a name of its own for each subgraph', () => {
      const subgraph = { name: 'a', typeDefs: `${link} type Query { a: Int }` };
      expect(() => composeSupergraph([subgraph, subgraph])).toThrow(
        '- DUPLICATE_SUBGRAPH_NAME (subgraph a): each subgraph needs a name of its own, but "a" was given twice',
      );
    });

    it('says where a schema is no GraphQL', () => {
      expect(() => composeSupergraph([{ name: 'a', typeDefs: 'type Query {\n  a Int }' }])).toThrow(
        '- INVALID_GRAPHQL (subgraph a): Syntax Error: Expected ":", found Name "Int". at line 2, column 5',
      );
    });
  });
});
