import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createGateway, type Gateway } from '../../../src/gateway/create-gateway.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../../src/gateway/transports/embedded.transport.ts';
import { silentLogger } from '../fixture/market.gateway.ts';

export const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@authenticated", "@composeDirective"])`;

export const definition = `
directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
enum CacheControlScope { PUBLIC PRIVATE }`;

const books = `${link} ${definition}
  type Query {
    book: Book
    bare: Bare
    count: Int
    counted: Int @cacheControl(maxAge: 20)
    mine: Bare @cacheControl(maxAge: 30, scope: PRIVATE)
    hinted: Bare @cacheControl(maxAge: 30)
    longer: Book @cacheControl(maxAge: 90)
    never: Bare @cacheControl(maxAge: 0)
    named: Named
    found: Found
    failing: Int @cacheControl(maxAge: 30)
    guarded: String @cacheControl(maxAge: 30) @authenticated
    now: Int @cacheControl(maxAge: 30)
  }
  type Mutation { write: Int @cacheControl(maxAge: 30) }
  type Book implements Named @key(fields: "id") @cacheControl(maxAge: 60) {
    id: ID! title: String secret: String @cacheControl(scope: PRIVATE) price: Int @cacheControl(maxAge: 5)
    bare: Bare size: Size author: Author @cacheControl(inheritMaxAge: true) name: String @cacheControl(maxAge: 7)
  }
  type Bare { x: Int }
  type Size @cacheControl(inheritMaxAge: true) { pages: Int }
  type Author { name: String }
  interface Named @cacheControl(maxAge: 50) { name: String }
  union Found @cacheControl(maxAge: 40) = Book | Bare | Fleeting
  type Fleeting @cacheControl(maxAge: 3) { x: Int }
`;

const reviews = `${link} ${definition}
  type Query { reviewed: Book @cacheControl(maxAge: 30) }
  type Book @key(fields: "id") @cacheControl(maxAge: 10) { id: ID! stars: Int reviews: [Review!] }
  type Review { text: String }
`;

const stock = `${link} type Book @key(fields: "id") { id: ID! stock: Int }`;

const book = {
  __typename: 'Book',
  id: '1',
  title: 'T',
  secret: 's',
  price: 1,
  name: 'N',
  bare: { x: 1 },
  size: { pages: 2 },
  author: { name: 'A' },
};

/** A graph of three subgraphs, the last of which gives no hints, and what was asked of it. */
export interface HintedGraph {
  readonly gateway: Gateway<object>;
  /** Names of fields that resolvers were run for. */
  readonly ran: string[];
}

export const hintedSubgraphs = [
  { name: 'books', typeDefs: parse(books) },
  { name: 'reviews', typeDefs: parse(reviews) },
  { name: 'stock', typeDefs: parse(stock) },
];

export function createHintedGraph(): HintedGraph {
  const ran: string[] = [];
  let now = 0;
  const bare = { __typename: 'Bare', x: 1 };
  const give =
    (value: unknown) =>
    (_: unknown, __: unknown, ___: unknown, { fieldName }: { fieldName: string }) => {
      ran.push(fieldName);
      return value;
    };
  const query = {
    book: give(book),
    longer: give(book),
    count: give(1),
    counted: give(1),
    bare: give(bare),
    mine: give(bare),
    hinted: give(bare),
    never: give(bare),
    named: give(book),
    found: give({ __typename: 'Fleeting', x: 1 }),
    guarded: give('g'),
    now: () => {
      ran.push('now');
      now += 1;
      return now;
    },
    failing: () => {
      ran.push('failing');
      throw new Error('no');
    },
  };
  const write = () => {
    ran.push('write');
    return 1;
  };
  const self = { __resolveReference: ({ id }: { id: string }) => ({ id }) };
  const resolvers: Record<string, object> = {
    books: { Query: query, Mutation: { write }, Book: { __resolveReference: () => book } },
    reviews: {
      Query: { reviewed: give({ id: '1' }) },
      Book: { ...self, stars: give(5), reviews: give([{ text: 't' }]) },
    },
    stock: { Book: { ...self, stock: give(3) } },
  };
  const gateway = createGateway<object>({
    supergraphSdl: composeSupergraph(hintedSubgraphs),
    transports: Object.fromEntries(
      hintedSubgraphs.map(({ name, typeDefs }) => [
        name,
        createEmbeddedTransport<object>(
          buildSubgraphSchema([{ typeDefs, resolvers: resolvers[name] as never }]),
        ),
      ]),
    ),
    logger: silentLogger,
  });
  return { gateway, ran };
}
