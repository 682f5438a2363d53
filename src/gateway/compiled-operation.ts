import type { DocumentNode } from 'graphql';
import {
  type ExecutionResult,
  executeSync,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { GatewayLogger } from './gateway-logger.ts';
import { type Fragments, fragmentsOf } from './plan/filter-root-selection.ts';
import { type OperationPlan, planOperation } from './plan/plan-operation.ts';
import type { QueryPlanner } from './plan/query-planner.ts';
import { compileProjection, type Projection } from './projection/compile-projection.ts';
import { finishErrors } from './projection/finish-errors.ts';
import type { ProjectionRun } from './projection/projection-run.ts';
import { compilePlan, type PlanEnvironment } from './run/compile-plan.ts';
import type { OperationRun } from './run/operation-run.ts';
import type { ResponseObject } from './transports/subgraph-transport.ts';

/** What compiling an operation needs besides the operation. */
export interface OperationEnvironment<TContext> extends PlanEnvironment<TContext> {
  readonly schema: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly logger: GatewayLogger;
}

/** One operation of a valid document, ready to run any number of times. */
export interface CompiledOperation<TContext> {
  readonly plan: OperationPlan;
  run(
    variables: Readonly<Record<string, unknown>>,
    contextValue: TContext,
  ): Promise<ExecutionResult>;
}

/** Plans an operation and compiles plan and projection. `document` is valid and contains `operation`. */
export async function compileOperation<TContext>(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  environment: OperationEnvironment<TContext>,
): Promise<CompiledOperation<TContext>> {
  const { schema, planner } = environment;
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no root type for a ${operation.operation}`);
  const fragments: Fragments = fragmentsOf(document);
  const plan = await planOperation(planner, operation, fragments);
  const steps = plan.node && compilePlan(plan.node, environment);
  const projection = compileProjection(schema, fragments, operation, rootType);
  return {
    plan,
    async run(inputs, contextValue) {
      const coerced = coerceVariables(schema, operation, inputs);
      if ('errors' in coerced) return { errors: coerced.errors };
      const { variables } = coerced;
      const data = introspect(schema, plan.introspection, variables);
      const run: OperationRun<TContext> = { variables, contextValue, data, errors: [] };
      await steps?.(run);
      return finish(projection, run, environment.logger);
    },
  };
}

const noVariables: Readonly<Record<string, unknown>> = {};

function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  inputs: Readonly<Record<string, unknown>>,
): { variables: Readonly<Record<string, unknown>> } | { errors: readonly GraphQLError[] } {
  const definitions = operation.variableDefinitions;
  if (!definitions?.length) return { variables: noVariables };
  const { errors, coerced } = getVariableValues(schema, definitions, inputs, { maxErrors: 50 });
  if (errors === undefined) return { variables: coerced };
  return {
    errors: errors.map(
      (error) =>
        new GraphQLError(error.message, {
          nodes: error.nodes ?? null,
          extensions: { code: 'BAD_USER_INPUT' },
        }),
    ),
  };
}

/** Introspection of the public schema. It never waits and cannot fail on a valid operation. */
function introspect(
  schema: GraphQLSchema,
  document: DocumentNode | undefined,
  variableValues: Readonly<Record<string, unknown>>,
): ResponseObject {
  if (document === undefined) return {};
  const { data } = executeSync({ schema, document, variableValues });
  return { ...data };
}

function finish(
  projection: Projection,
  run: OperationRun<unknown>,
  logger: GatewayLogger,
): ExecutionResult {
  const projectionRun: ProjectionRun = {
    conditions: projection.conditions.evaluate(run.variables),
    problems: [],
  };
  const data = projection.complete(run.data, projectionRun) as ResponseObject | undefined;
  if (run.errors.length === 0 && projectionRun.problems.length === 0) {
    return { data: data ?? null };
  }
  const errors = finishErrors(projection, projectionRun, run, logger);
  return errors.length > 0 ? { errors, data: data ?? null } : { data: data ?? null };
}
