import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  visit,
} from 'graphql';
import type { Subgraph } from '../../src/resolvers/build-subgraph.ts';
import { councilByCode } from '../../src/resolvers/councils/council.loader.ts';
import { decisionByReference } from '../../src/resolvers/decisions/decision.loader.ts';
import type { OperationContext } from '../../src/resolvers/operation-context.ts';
import { DecisionsCouncil } from '../../src/schema/decisions/council.type.ts';
import { RecommendationsCouncil } from '../../src/schema/recommendations/council.type.ts';
import { RecommendationsDecision } from '../../src/schema/recommendations/decision.type.ts';
import { ReportsCouncil } from '../../src/schema/reports/council.type.ts';
import { TrainingCouncil } from '../../src/schema/training/council.type.ts';

type Resolver = GraphQLFieldResolver<unknown, OperationContext>;

/**
 * One plain schema with the types and resolvers of all subgraphs, as if there were no federation: what the gateway's
 * answers and speed are held against. A reference to another subgraph's entity is loaded at once.
 */
export function mergeSubgraphs(subgraphs: readonly Subgraph[]): GraphQLSchema {
  const schema = buildASTSchema(mergeTypeDefs(subgraphs.map(({ typeDefs }) => typeDefs)), {
    assumeValid: true,
  });
  for (const { schema: part } of subgraphs) copyResolvers(part, schema);
  return schema;
}

const classesOfCouncil = [
  DecisionsCouncil,
  RecommendationsCouncil,
  ReportsCouncil,
  TrainingCouncil,
];

/** The whole entity behind what a subgraph knows only by key. */
function loadEntity(value: unknown, context: OperationContext): unknown {
  if (value instanceof RecommendationsDecision) {
    return context.loader(decisionByReference).load(value.reference);
  }
  for (const council of classesOfCouncil) {
    if (value instanceof council) return context.loader(councilByCode).load(value.code);
  }
  return Array.isArray(value) ? value.map((item) => loadEntity(item, context)) : value;
}

function copyResolvers(from: GraphQLSchema, to: GraphQLSchema): void {
  for (const type of Object.values(from.getTypeMap())) {
    const target = to.getType(type.name);
    if (!isObjectType(type) || !isObjectType(target) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      const copy = target.getFields()[field.name];
      if (!copy || copy.resolve || !field.resolve) continue;
      const returned = getNamedType(field.type).name;
      const isReference = ['Council', 'Decision'].includes(returned);
      copy.resolve = isReference ? loading(field.resolve) : field.resolve;
    }
  }
  for (const type of Object.values(from.getTypeMap())) copyLeaf(type, to);
}

function loading(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const value = resolve(source, args, context, info);
    return value instanceof Promise
      ? value.then((found) => loadEntity(found, context))
      : loadEntity(value, context);
  };
}

function copyLeaf(type: object, to: GraphQLSchema): void {
  if (!('name' in type && 'serialize' in type && 'parseValue' in type && 'parseLiteral' in type))
    return;
  const target = to.getType(String(type.name));
  if (!target || !('getValues' in target)) {
    if (target) {
      Object.assign(target, {
        serialize: type.serialize,
        parseValue: type.parseValue,
        parseLiteral: type.parseLiteral,
      });
    }
  }
}

/** All definitions without federation: types of one name become one, with the fields of each. */
function mergeTypeDefs(documents: readonly DocumentNode[]): DocumentNode {
  const merged = new Map<string, DefinitionNode>();
  for (const document of documents) {
    const plain: DocumentNode = visit(document, { [Kind.DIRECTIVE]: () => null });
    for (const node of plain.definitions) {
      if (!('name' in node) || !node.name || node.kind === Kind.DIRECTIVE_DEFINITION) continue;
      const known = merged.get(node.name.value);
      if (
        known?.kind === Kind.OBJECT_TYPE_DEFINITION &&
        node.kind === Kind.OBJECT_TYPE_DEFINITION
      ) {
        const names = new Set(known.fields?.map((field) => field.name.value));
        const more = node.fields?.filter((field) => !names.has(field.name.value)) ?? [];
        merged.set(node.name.value, { ...known, fields: [...(known.fields ?? []), ...more] });
      } else if (!known) {
        merged.set(node.name.value, node);
      }
    }
  }
  return { kind: Kind.DOCUMENT, definitions: [...merged.values()] };
}
