import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';
import { type Person, type Product, people, products, type Review, reviews } from './shop.data.ts';

interface ShopSubgraph {
  readonly typeDefs: string;
  readonly resolvers: GraphQLResolverMap;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n';

/** A small shop in four subgraphs, after the usual example of federation benchmarks. */
export const shop: Readonly<Record<string, ShopSubgraph>> = {
  users: {
    typeDefs: `${link}
      type Query { people: [Person!]! }
      type Person @key(fields: "id") { id: ID! name: String! handle: String! @shareable joined: String! }`,
    resolvers: {
      Query: { people: () => people },
      Person: { __resolveReference: ({ id }: Person) => people.find((person) => person.id === id) },
    },
  },
  products: {
    typeDefs: `${link}
      type Query { catalogue(first: Int! = 5): [Product!]! }
      type Product @key(fields: "upc") { upc: ID! title: String! priceCents: Int! weightGrams: Int! }`,
    resolvers: {
      Query: {
        catalogue: (_parent: unknown, { first }: { first: number }) => products.slice(0, first),
      },
      Product: {
        __resolveReference: ({ upc }: Product) => products.find((product) => product.upc === upc),
      },
    },
  },
  inventory: {
    typeDefs: `${link}
      type Product @key(fields: "upc") {
        upc: ID!
        priceCents: Int! @external
        weightGrams: Int! @external
        inStock: Boolean!
        shippingCents: Int! @requires(fields: "priceCents weightGrams")
      }`,
    resolvers: {
      Product: {
        __resolveReference: (product: Product) => product,
        inStock: ({ upc }: Product) => !upc.endsWith('3'),
        shippingCents: ({ priceCents, weightGrams }: Product) =>
          priceCents > 3_000 ? 0 : Math.round(weightGrams / 2),
      },
    },
  },
  reviews: {
    typeDefs: `${link}
      type Review @key(fields: "id") {
        id: ID!
        body: String!
        author: Person! @provides(fields: "handle")
        product: Product!
      }
      type Person @key(fields: "id") { id: ID! handle: String! @external reviews: [Review!]! }
      type Product @key(fields: "upc") { upc: ID! reviews: [Review!]! }`,
    resolvers: {
      Review: {
        author: ({ authorId }: Review) => people.find(({ id }) => id === authorId),
        product: ({ upc }: Review) => ({ upc }),
      },
      Person: {
        __resolveReference: ({ id }: Person) => people.find((person) => person.id === id),
        reviews: ({ id }: Person) => reviews.filter(({ authorId }) => authorId === id),
      },
      Product: {
        __resolveReference: ({ upc }: Product) => ({ upc }),
        reviews: (product: Product) => reviews.filter(({ upc }) => upc === product.upc),
      },
    },
  },
};

/** The schema of one of the shop's subgraphs, ready to answer. */
export function buildShopSubgraph({ typeDefs, resolvers }: ShopSubgraph): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]);
}
