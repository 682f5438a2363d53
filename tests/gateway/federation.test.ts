import { describe, expect, it } from 'vitest';
import { graphOf } from './fixture/graph-of.ts';

/** Answers every reference with what it says, so that nothing shows that was not sent. */
const echo = { __resolveReference: (reference: object) => reference };

describe('keys', () => {
  it('are used as each subgraph knows them: several, compound, and shared from one to the next', async () => {
    const { ask, asked } = graphOf({
      shelf: {
        sdl: 'type Query { book: Book } type Book @key(fields: "id") @key(fields: "shelf row") { id: ID! shelf: String! row: Int! }',
        resolvers: { Query: { book: () => ({ id: '1', shelf: 'B', row: 7 }) } },
      },
      // Knows the place only, and gives the number that the third wants.
      index: {
        sdl: 'type Book @key(fields: "shelf row") @key(fields: "isbn") { shelf: String! row: Int! isbn: String! }',
        resolvers: {
          Book: {
            __resolveReference: ({ shelf, row }: { shelf: string; row: number }) => ({
              shelf,
              row,
              isbn: `${shelf}-${row}`,
            }),
          },
        },
      },
      prices: {
        sdl: 'type Book @key(fields: "isbn") { isbn: String! price: Int }',
        resolvers: {
          Book: { ...echo, price: ({ isbn }: { isbn: string }) => (isbn === 'B-7' ? 12 : null) },
        },
      },
    });
    expect(await ask('{ book { id price } }')).toEqual({ book: { id: '1', price: 12 } });
    expect(asked).toEqual(['shelf', 'index', 'prices']);
  });

  it('may have fields of objects within them', async () => {
    const { ask, asked } = graphOf({
      people: {
        sdl: 'type Query { people: [Person!]! } type Person @key(fields: "name office { town { code } }") { name: String! office: Office! } type Office { town: Town! } type Town { code: ID! }',
        resolvers: {
          Query: {
            people: () => [
              { name: 'Ada', office: { town: { code: 'LDS' } } },
              { name: 'Bo', office: { town: { code: 'KNT' } } },
            ],
          },
        },
      },
      phones: {
        sdl: 'type Person @key(fields: "name office { town { code } }") { name: String! office: Office! phone: String } type Office @shareable { town: Town! } type Town @shareable { code: ID! }',
        resolvers: {
          Person: {
            ...echo,
            phone: ({ name, office }: { name: string; office: { town: { code: string } } }) =>
              `${office.town.code} ${name}`,
          },
        },
      },
    });
    expect(await ask('{ people { phone } }')).toEqual({
      people: [{ phone: 'LDS Ada' }, { phone: 'KNT Bo' }],
    });
    expect(asked).toEqual(['people', 'phones']);
  });
});

describe('@requires', () => {
  const parcels = (sdl: string, cost: (parcel: Record<string, number>) => number) =>
    graphOf({
      shop: {
        sdl: 'type Query { parcels: [Parcel!]! } type Parcel @key(fields: "id") { id: ID! weight(unit: Unit): Int } enum Unit { GRAM KILO }',
        resolvers: {
          Query: { parcels: () => [{ id: '1' }, { id: '2' }] },
          Parcel: {
            ...echo,
            weight: ({ id }: { id: string }, { unit }: { unit?: string }) =>
              Number(id) * (unit === 'GRAM' ? 1_000 : 1),
          },
        },
      },
      post: { sdl, resolvers: { Parcel: { ...echo, cost } } },
    });

  it('sends what is required with the key, for all objects at once', async () => {
    const { ask, asked } = parcels(
      'type Parcel @key(fields: "id") { id: ID! weight(unit: Unit): Int @external cost: Int @requires(fields: "weight") } enum Unit { GRAM KILO }',
      ({ weight = 0 }) => weight + 5,
    );
    expect(await ask('{ parcels { cost } }')).toEqual({ parcels: [{ cost: 6 }, { cost: 7 }] });
    expect(asked).toEqual(['shop', 'post']);
  });

  it('has arguments of its own, beside those that the client gives', async () => {
    const { ask, asked } = parcels(
      'type Parcel @key(fields: "id") { id: ID! weight(unit: Unit): Int @external cost: Int @requires(fields: "weight(unit: GRAM)") } enum Unit { GRAM KILO }',
      ({ weight = 0 }) => weight + 5,
    );
    expect(await ask('{ parcels { weight(unit: KILO) cost } }')).toEqual({
      parcels: [
        { weight: 1, cost: 1_005 },
        { weight: 2, cost: 2_005 },
      ],
    });
    expect(asked).toEqual(['shop', 'post']);
  });
});

describe('fields of several subgraphs', () => {
  const people = {
    sdl: 'type Query { person: Person } type Person @key(fields: "id") { id: ID! name: String @shareable age: Int }',
    resolvers: {
      Query: { person: () => ({ id: '1', name: 'people', age: 40 }) },
      Person: { __resolveReference: () => ({ id: '1', name: 'people', age: 40 }) },
    },
  };

  it('with @shareable are taken from the one that is asked anyhow', async () => {
    const { ask, asked } = graphOf({
      people,
      posts: {
        sdl: 'type Query { author: Person } type Person @key(fields: "id") { id: ID! name: String @shareable }',
        resolvers: { Query: { author: () => ({ id: '1', name: 'posts' }) } },
      },
    });
    expect(await ask('{ author { name } }')).toEqual({ author: { name: 'posts' } });
    expect(asked).toEqual(['posts']);
    expect(await ask('{ person { name } author { age } }')).toEqual({
      person: { name: 'people' },
      author: { age: 40 },
    });
    expect(asked.toSorted()).toEqual(['people', 'people', 'posts']);
  });

  it('with @provides are taken where they are provided, and @external nowhere else', async () => {
    const { ask, asked } = graphOf({
      people,
      posts: {
        sdl: 'type Query { author: Person @provides(fields: "age") writer: Person } type Person @key(fields: "id") { id: ID! age: Int @external }',
        resolvers: {
          Query: { author: () => ({ id: '1', age: 41 }), writer: () => ({ id: '1' }) },
        },
      },
    });
    expect(await ask('{ author { age } }')).toEqual({ author: { age: 41 } });
    expect(asked).toEqual(['posts']);
    expect(await ask('{ writer { age } }')).toEqual({ writer: { age: 40 } });
    expect(asked).toEqual(['posts', 'people']);
  });

  it('with @override are taken from the new one', async () => {
    const { ask, asked } = graphOf({
      people,
      registry: {
        sdl: 'type Person @key(fields: "id") { id: ID! age: Int @override(from: "people") }',
        resolvers: { Person: { ...echo, age: () => 42 } },
      },
    });
    expect(await ask('{ person { age } }')).toEqual({ person: { age: 42 } });
    expect(asked).toEqual(['people', 'registry']);
  });
});

describe('abstract types', () => {
  const pets = {
    sdl: `type Query { pets: [Pet!]! finds: [Find!]! }
      interface Pet @key(fields: "id") { id: ID! name: String! }
      type Cat implements Pet @key(fields: "id") { id: ID! name: String! lives: Int! }
      type Dog implements Pet @key(fields: "id") { id: ID! name: String! }
      union Find = Cat | Dog`,
    resolvers: {
      Query: {
        pets: () => [
          { __typename: 'Cat', id: 'c', name: 'Tom', lives: 9 },
          { __typename: 'Dog', id: 'd', name: 'Rex' },
        ],
        finds: () => [
          { __typename: 'Dog', id: 'd', name: 'Rex' },
          { __typename: 'Cat', id: 'c', name: 'Tom', lives: 9 },
        ],
      },
    },
  };

  it('get fields by @interfaceObject from a subgraph that does not know their types', async () => {
    const { ask, asked } = graphOf({
      pets,
      vets: {
        sdl: 'type Query { patient: Pet } type Pet @interfaceObject @key(fields: "id") { id: ID! vet: String }',
        resolvers: {
          Query: { patient: () => ({ id: 'c' }) },
          Pet: { ...echo, vet: ({ id }: { id: string }) => `vet of ${id}` },
        },
      },
    });
    expect(await ask('{ pets { __typename name vet ... on Cat { lives } } }')).toEqual({
      pets: [
        { __typename: 'Cat', name: 'Tom', vet: 'vet of c', lives: 9 },
        { __typename: 'Dog', name: 'Rex', vet: 'vet of d' },
      ],
    });
    expect(asked).toEqual(['pets', 'vets']);
  });

  it('are entities by each of their types, in an interface and in a union, in one request', async () => {
    const { ask, asked } = graphOf({
      pets,
      tags: {
        sdl: 'type Cat @key(fields: "id") { id: ID! collar: String } type Dog @key(fields: "id") { id: ID! collar: String }',
        resolvers: {
          Cat: { ...echo, collar: () => 'red' },
          Dog: { ...echo, collar: () => 'blue' },
        },
      },
    });
    expect(await ask('{ pets { ... on Cat { collar } ... on Dog { collar } } }')).toEqual({
      pets: [{ collar: 'red' }, { collar: 'blue' }],
    });
    expect(asked).toEqual(['pets', 'tags']);
    expect(await ask('{ finds { ... on Cat { collar } ... on Dog { collar } } }')).toEqual({
      finds: [{ collar: 'blue' }, { collar: 'red' }],
    });
    expect(asked).toEqual(['pets', 'tags']);
  });
});

describe('what clients see', () => {
  const graph = graphOf({
    one: {
      sdl: `type Query { state(of: State, by: Filter): String secret: Int @inaccessible marked: Int @tag(name: "beta") }
        enum State { OPEN CLOSED LOST }
        input Filter { year: Int size: Int }`,
      resolvers: { Query: { state: (_: unknown, { of }: { of?: string }) => of, marked: () => 1 } },
    },
    two: {
      sdl: `type Query { again(of: State, by: Filter): String }
        enum State { OPEN CLOSED FOUND }
        input Filter { year: Int place: String }`,
      resolvers: { Query: { again: (_: unknown, { of }: { of?: string }) => of } },
    },
  });

  it('is what all subgraphs take, of enums and of inputs', async () => {
    expect(await graph.ask('{ state(of: OPEN, by: { year: 1 }) again(of: CLOSED) }')).toEqual({
      state: 'OPEN',
      again: 'CLOSED',
    });
    for (const document of [
      '{ state(of: LOST) }',
      '{ again(of: FOUND) }',
      '{ state(by: { size: 1 }) }',
    ]) {
      const { errors } = await graph.gateway.execute({ document, contextValue: {} });
      expect(errors?.[0]?.extensions.code, document).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  it('has nothing that is @inaccessible, and everything that has a @tag', async () => {
    expect(await graph.ask('{ marked }')).toEqual({ marked: 1 });
    const { errors } = await graph.gateway.execute({ document: '{ secret }', contextValue: {} });
    expect(errors?.[0]?.message).toBe('Cannot query field "secret" on type "Query".');
  });
});

describe('root types', () => {
  const log: string[] = [];
  const write = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name} ends`);
    return name;
  };
  const graph = graphOf({
    one: {
      sdl: 'schema { query: Reading mutation: Writing } type Reading { a: Int } type Writing { first: String third: String }',
      resolvers: {
        Reading: { a: () => 1 },
        Writing: { first: write('first'), third: write('third') },
      },
    },
    two: {
      sdl: 'schema { query: Asking mutation: Doing } type Asking { b: Int } type Doing { second: String }',
      resolvers: { Asking: { b: () => 2 }, Doing: { second: write('second') } },
    },
  });

  it('may have names of their own', async () => {
    expect(await graph.ask('{ __typename a b }')).toEqual({ __typename: 'Query', a: 1, b: 2 });
  });

  it('of mutations are served in series, across subgraphs', async () => {
    expect(await graph.ask('mutation { first second third }')).toEqual({
      first: 'first',
      second: 'second',
      third: 'third',
    });
    expect(log).toEqual(
      ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
    expect(graph.asked).toEqual(['one', 'two', 'one']);
  });
});
