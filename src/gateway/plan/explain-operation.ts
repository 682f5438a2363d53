import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
  visit,
} from 'graphql';
import { parseSupergraph } from '../supergraph/parse-supergraph.ts';
import { buildPublicSchema } from '../supergraph/public-schema.ts';
import { conditionVariables } from './conditions.ts';
import { fragmentsOf } from './filter-root-selection.ts';
import { planOperation } from './plan-operation.ts';
import { printPlan } from './print-plan.ts';
import { createQueryPlanner } from './query-planner.ts';
import { createStagedPlanner } from './staged-planner.ts';

/** An operation that cannot be planned, with each reason on a line. */
export class OperationUnplannableError extends Error {
  override readonly name = 'OperationUnplannableError';
  readonly code = 'OPERATION_INVALID';
}

/**
 * The plan of an operation as a text for people. Fields under `@include` and `@skip` with a variable are planned as if
 * they were asked for; a line says so.
 *
 * @throws OperationUnplannableError when the operation does not fit the graph, or is none.
 */
export async function explainOperation(supergraphSdl: string, text: string): Promise<string> {
  const supergraph = parseSupergraph(supergraphSdl);
  const schema = buildPublicSchema(supergraph);
  const document = readDocument(text);
  const invalid = validate(schema, document);
  if (invalid.length > 0) throw unplannable(invalid.map(describe));
  const operation = getOperationAST(document);
  if (!operation) throw unplannable(['exactly one operation was expected']);
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw unplannable([`the graph has no ${operation.operation}`]);
  const conditions = assumeAsked(operation, document);
  const { node } = await planOperation(
    createStagedPlanner(supergraph, createQueryPlanner),
    operation,
    rootType,
    { schema, fragments: fragmentsOf(document), conditions },
  );
  const assumed = Object.entries(conditions).map(([name, value]) => `$${name} is ${value}`);
  return [
    ...(assumed.length > 0 ? [`Planned as if ${assumed.join(' and ')}.`] : []),
    printPlan(node),
  ].join('\n');
}

/** Values with which the variables of `@include` and `@skip` leave most of an operation in. */
function assumeAsked(
  operation: OperationDefinitionNode,
  document: DocumentNode,
): Record<string, boolean> {
  const including = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      const value = given?.[0]?.value;
      if (name.value === 'include' && value?.kind === 'Variable') including.add(value.name.value);
    },
  });
  const names = conditionVariables(operation, document);
  return Object.fromEntries(names.map((name) => [name, including.has(name)]));
}

function readDocument(text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw unplannable([describe(error)]);
  }
}

function describe({ message, locations }: GraphQLError): string {
  const [place] = locations ?? [];
  return place ? `${message} (line ${place.line}, column ${place.column})` : message;
}

function unplannable(reasons: readonly string[]): OperationUnplannableError {
  return new OperationUnplannableError(
    `[gateway] the operation must be one that the graph can answer, but:\n${reasons
      .map((reason) => `- ${reason}`)
      .join('\n')}`,
  );
}
