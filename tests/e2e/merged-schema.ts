import {
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql';
import type { Subgraph } from '../../src/resolvers/build-subgraph.ts';
import { councilByCode } from '../../src/resolvers/councils/council.loader.ts';
import { decisionByReference } from '../../src/resolvers/decisions/decision.loader.ts';
import { loadPredecessorPerformance } from '../../src/resolvers/decisions/predecessor-performance.ts';
import type { OperationContext } from '../../src/resolvers/operation-context.ts';
import { CouncilsPredecessorPerformance } from '../../src/schema/councils/predecessor-performance.type.ts';
import { DecisionsCouncil } from '../../src/schema/decisions/council.type.ts';
import { RecommendationsCouncil } from '../../src/schema/recommendations/council.type.ts';
import { RecommendationsDecision } from '../../src/schema/recommendations/decision.type.ts';
import { ReportsCouncil } from '../../src/schema/reports/council.type.ts';
import { TrainingCouncil } from '../../src/schema/training/council.type.ts';

type Resolver = GraphQLFieldResolver<unknown, OperationContext>;

/**
 * One plain schema with the types and resolvers of all subgraphs, as if there were no federation: what the gateway's
 * answers and speed are held against. A reference to another subgraph's entity is loaded at once.
 *
 * @param publicSchema The schema that clients of the gateway see.
 */
export function mergeSubgraphs(
  subgraphs: readonly Subgraph[],
  publicSchema: GraphQLSchema,
): GraphQLSchema {
  const schema = buildSchema(printSchema(publicSchema));
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
  if (value instanceof CouncilsPredecessorPerformance) {
    return loadPredecessorPerformance(value.id, context);
  }
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
      const isReference = ['Council', 'Decision', 'PredecessorPerformance'].includes(returned);
      copy.resolve = isReference ? loading(field.resolve) : field.resolve;
    }
  }
  for (const type of Object.values(from.getTypeMap())) {
    const target = to.getType(type.name);
    if (!isScalarType(type) || !isScalarType(target) || isSpecifiedScalarType(type)) continue;
    const { serialize, parseValue, parseLiteral } = type;
    Object.assign(target, { serialize, parseValue, parseLiteral });
  }
}

function loading(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const value = resolve(source, args, context, info);
    return value instanceof Promise
      ? value.then((found) => loadEntity(found, context))
      : loadEntity(value, context);
  };
}
