import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

const link = (...names: string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ${JSON.stringify(names)})`;

const usersSdl = `${link('@key', '@shareable')}
  type User @key(fields: "email") {
    email: ID!
    name: String
    totalProductsCreated: Int @shareable
    yearsOfEmployment: Int!
  }
`;

const inventorySdl = `${link('@key', '@shareable', '@external', '@requires')}
  type Query { inventory(id: ID!): Inventory }
  interface Inventory @key(fields: "id") { id: ID! products: [Product!]! }
  type OpenSourceInventory implements Inventory @key(fields: "id") { id: ID! products: [Product!]! }
  extend type Product @key(fields: "id") {
    id: ID! @external
    dimensions: ProductDimension @external
    delivery(zip: String): DeliveryEstimates @requires(fields: "dimensions { size weight }")
  }
  type ProductDimension @shareable { size: String weight: Float }
  type DeliveryEstimates { fastestDelivery: String }
`;

interface SentProduct {
  id: string;
  dimensions?: { size: string; weight: number };
}

/** The subgraphs beside `products`: one owns users, one has the interface that `products` adds to. */
export const neighbours = [
  {
    name: 'users',
    typeDefs: usersSdl,
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(usersSdl),
        resolvers: {
          User: {
            __resolveReference: ({ email }: { email: string }) =>
              email === 'support@apollographql.com'
                ? { email, name: 'Somebody else', totalProductsCreated: 10, yearsOfEmployment: 5 }
                : null,
          },
        },
      },
    ]),
  },
  {
    name: 'inventory',
    typeDefs: inventorySdl,
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(inventorySdl),
        resolvers: {
          Query: {
            inventory: (_: unknown, { id }: { id: string }) =>
              id === 'apollo-oss' ? { id, products: [{ id: 'apollo-federation' }] } : null,
          },
          Inventory: { __resolveType: () => 'OpenSourceInventory' },
          Product: {
            delivery: ({ dimensions }: SentProduct, { zip }: { zip: string }) => ({
              fastestDelivery: `${dimensions?.size} ${dimensions?.weight} to ${zip}`,
            }),
          },
        },
      },
    ]),
  },
] as const;
