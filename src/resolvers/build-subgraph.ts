import { buildSubgraphSchema } from '@apollo/subgraph';
import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import { type DefinitionNode, type DocumentNode, type GraphQLSchema, Kind, parse } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { assertScope, enforceScopes, readRequiredScopes } from './access/enforce-scopes.ts';
import type { EntityReference } from './common/entity-key.ts';
import { callDirectly } from './direct-resolvers.ts';
import type { OperationContext, SubgraphName } from './operation-context.ts';

/** A Federation 2 subgraph that can be executed and composed. */
export interface Subgraph<TName extends string = SubgraphName> {
  name: TName;
  /** Its schema in the schema definition language, with federation directives. */
  typeDefs: DocumentNode;
  /** The executable schema, with `_service` and `_entities`. */
  schema: GraphQLSchema;
}

/** Finds the entity behind a key that another subgraph names. `null` when there is none. */
export type ReferenceResolver<TContext = OperationContext> = (
  reference: EntityReference,
  context: TContext,
) => unknown;

/** What a subgraph is made of: one of ours, or with other types any that is written in the same way. */
export interface SubgraphDefinition<
  TName extends string = SubgraphName,
  TContext = OperationContext,
> {
  name: TName;
  // type-graphql takes any class as a resolver.
  // biome-ignore lint/complexity/noBannedTypes: type-graphql's own type for resolver classes.
  resolvers: NonEmptyArray<Function>;
  /** Entity types that no field of this subgraph leads to. */
  // biome-ignore lint/complexity/noBannedTypes: type-graphql's own type for object type classes.
  orphanedTypes?: Function[];
  /** How the entities that this subgraph can be asked for are found, by type name. */
  references: Readonly<Record<string, ReferenceResolver<TContext>>>;
  /** Links and definitions of directives in front of the schema. Default: those that our subgraphs use. */
  header?: string;
}

const defaultHeader = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@listSize", "@requiresScopes"])
"How long gateways, browsers and proxies may keep what this gives: \`maxAge\` in seconds."
directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
"Who may have what is kept."
enum CacheControlScope {
  "Everybody."
  PUBLIC
  "Only the one who asked."
  PRIVATE
}`;

/** Builds the executable schema of a subgraph from its type-graphql classes. */
export function buildSubgraph<TName extends string, TContext>(
  definition: SubgraphDefinition<TName, TContext>,
): Subgraph<TName> {
  const classSchema = buildSchemaSync({
    resolvers: definition.resolvers,
    orphanedTypes: definition.orphanedTypes ?? [],
    // Arguments are checked where they are used, with sentences that say what was expected.
    validate: false,
    skipCheck: true,
    // Our subscriptions bring their own streams; type-graphql wants one of these all the same.
    pubSub: noPubSub,
  });
  const typeDefs: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      ...parse(definition.header ?? defaultHeader, { noLocation: true }).definitions,
      ...getDocumentNodeFromSchema(classSchema).definitions.map(inWrittenOrder),
    ],
  };
  const resolvers = callDirectly(createResolversMap(classSchema), definition.resolvers);
  const required = readRequiredScopes(typeDefs);
  for (const [type, resolveReference] of Object.entries(definition.references)) {
    const scope = required.get(type);
    const __resolveReference: typeof resolveReference = (reference, context) => {
      if (scope !== undefined) assertScope(context, scope, type);
      return resolveReference(reference, context);
    };
    resolvers[type] = { ...resolvers[type], __resolveReference };
  }
  // Apollo's resolver map type knows no `__resolveReference` with a typed key.
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  enforceScopes(schema, required);
  return { name: definition.name, typeDefs, schema };
}

const noPubSub = {
  publish: () => {},
  subscribe: () => {
    throw new Error('A subscription must have a "subscribe" of its own.');
  },
};

/** type-graphql collects the parameters of a method last to first; documentation reads better as written. */
function inWrittenOrder(definition: DefinitionNode): DefinitionNode {
  const { kind } = definition;
  if (kind !== Kind.OBJECT_TYPE_DEFINITION && kind !== Kind.INTERFACE_TYPE_DEFINITION) {
    return definition;
  }
  const fields = (definition.fields ?? []).map((field) => ({
    ...field,
    arguments: field.arguments?.toReversed() ?? [],
  }));
  return { ...definition, fields };
}
