import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { parse } from 'graphql';
import { createGateway, type Gateway } from '../../../src/gateway/create-gateway.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../../src/gateway/transports/embedded.transport.ts';
import { silentLogger } from '../fixture/market.gateway.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@authenticated", { name: "@requiresScopes", as: "@needs" }])`;

const staff = `${link}
  type Query {
    open: String
    note: String @authenticated
    strict: String! @needs(scopes: [["a"]])
    either: String @needs(scopes: [["a", "b"], ["c"]])
    people: [Person!]!
    node(id: ID!): Node
    nodes: [Node]!
    titled: [Titled]!
    found: [Found!]!
    secret: Secret
    level: Level
    box: Box
    echo(text: String): String
    keep(text: String): String @needs(scopes: [["a"]])
  }
  type Mutation { safe: Int danger: Int @needs(scopes: [["a"]]) }
  type Box { box: Box! hidden: String! @authenticated open: String }
  enum Level @needs(scopes: [["level"]]) { LOW HIGH }
  interface Node { id: ID! name: String }
  interface Titled { title: String }
  type Book implements Titled { title: String }
  type Diary implements Titled { title: String @needs(scopes: [["secret"]]) day: Int }
  union Found = Person | Secret
  type Person implements Node @key(fields: "id") { id: ID! name: String email: String @authenticated }
  type Secret implements Node @needs(scopes: [["secret"]]) { id: ID! name: String code: String }
`;

const pay = `${link}
  type Query { payday: Int }
  type Person @key(fields: "id") { id: ID! salary: Int @needs(scopes: [["pay"]]) grade: Int }
`;

const ann = { __typename: 'Person', id: '1', name: 'Ann', email: 'ann@example.org' };
const vault = { __typename: 'Secret', id: '2', name: 'Vault', code: '1234' };
const bo = { __typename: 'Person', id: '3', name: 'Bo', email: 'bo@example.org' };
const box = { open: 'o', hidden: 'h', box: () => box };

/** A graph with restricted fields and types, and what was asked of its subgraphs. */
export interface GuardedGraph {
  readonly gateway: Gateway<object>;
  /** `Type.field` of every resolver of a restricted field that has run. */
  readonly touched: string[];
}

export function createGuardedGraph(): GuardedGraph {
  const touched: string[] = [];
  const touch =
    (value: unknown) => (_: unknown, __: unknown, ___: unknown, info: GraphQLResolveInfo) => {
      touched.push(`${info.parentType.name}.${info.fieldName}`);
      return value;
    };
  const resolvers = {
    Query: {
      open: () => 'open',
      note: touch('note'),
      strict: touch('strict'),
      either: touch('either'),
      people: () => [ann, bo],
      node: (_: unknown, { id }: { id: string }) => [ann, vault, bo].find((one) => one.id === id),
      nodes: () => [ann, vault, bo],
      titled: () => [
        { __typename: 'Book', title: 'B' },
        { __typename: 'Diary', title: 'D', day: 1 },
      ],
      found: () => [ann, vault],
      secret: touch(vault),
      level: touch('LOW'),
      box: () => box,
      echo: (_: unknown, { text }: { text: string }) => text,
      keep: touch('kept'),
    },
    Mutation: { safe: () => 1, danger: touch(2) },
    Person: { email: touch('e'), __resolveReference: () => ann },
  };
  const paid = {
    Query: { payday: () => 25 },
    Person: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      salary: touch(100),
      grade: () => 7,
    },
  };
  const subgraphs = [
    { name: 'staff', typeDefs: parse(staff), resolvers },
    { name: 'pay', typeDefs: parse(pay), resolvers: paid },
  ];
  const gateway = createGateway<object>({
    supergraphSdl: composeSupergraph(subgraphs),
    transports: Object.fromEntries(
      subgraphs.map(({ name, ...module }) => [
        name,
        createEmbeddedTransport<object>(buildSubgraphSchema([module as never])),
      ]),
    ),
    logger: silentLogger,
  });
  return { gateway, touched };
}
