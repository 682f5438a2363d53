import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { AnswerPolicy } from './caching/answer-policy.ts';
import { answerInParts, type PartedOperation } from './parts/answer-in-parts.ts';
import type { AnswerPart } from './parts/answer-part.ts';
import { readPlannedSteps } from './parts/planned-steps.ts';
import { ShownSteps } from './parts/shown-steps.ts';
import { createSourceFinder, type SourceFinder } from './parts/source-finder.ts';
import { watchSteps } from './parts/watch-steps.ts';
import { BoundedCache } from './plan/bounded-cache.ts';
import { type ConditionValues, conditionVariables } from './plan/conditions.ts';
import { deferVariables } from './plan/deferral.ts';
import { fragmentsOf } from './plan/filter-root-selection.ts';
import { drawPercentage } from './plan/override-shares.ts';
import type { PlanObserver } from './plan/plan-observer.ts';
import { type OperationPlan, planOperation } from './plan/plan-operation.ts';
import { PlanningError } from './plan/planning.error.ts';
import type { QueryPlanner } from './plan/query-planner.ts';
import { splitSubscription } from './plan/split-subscription.ts';
import type { SelectionScope } from './projection/collect-fields.ts';
import {
  compileParts,
  compileProjection,
  type Projection,
} from './projection/compile-projection.ts';
import { finishErrors } from './projection/finish-errors.ts';
import type { ProjectionRun } from './projection/projection-run.ts';
import { compilePlan, type PlanEnvironment } from './run/compile-plan.ts';
import { createEventStream, type EventStream } from './run/event-stream.ts';
import type { OperationRun, PlanStep } from './run/operation-run.ts';
import { PlanTrace } from './run/plan-trace.ts';
import { compileSubscription, type SubscriptionFetch } from './run/subscription-fetch.ts';
import type { ResponseObject, SubgraphEvent } from './transports/subgraph-transport.ts';

/** What compiling an operation needs besides the operation. */
export interface OperationEnvironment<TContext> extends PlanEnvironment<TContext> {
  readonly schema: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly planObserver: PlanObserver;
  /** Takes sides of `@override` with a share: from 0 up to, but not including, 1. */
  random(): number;
  /** The context in which one event of a subscription is completed, from that of the subscription. */
  createEventContext(contextValue: TContext): TContext;
}

/** One operation of a valid document, ready to run any number of times. */
export interface CompiledOperation<TContext> {
  readonly kind: 'query' | 'mutation' | 'subscription';
  /**
   * @param explainFrom Set to get the plan with timings in `extensions.plan`: when the operation began.
   * @param policy Is told how the answer may be kept.
   */
  run(
    inputs: Readonly<Record<string, unknown>>,
    contextValue: TContext,
    explainFrom?: number,
    policy?: AnswerPolicy,
  ): Promise<ExecutionResult>;
  /**
   * Runs a query and gives its answer in parts, by `@defer`. A result instead of a stream is the whole answer: nothing in
   * it has to wait for anything else.
   */
  runInParts(
    inputs: Readonly<Record<string, unknown>>,
    contextValue: TContext,
    policy?: AnswerPolicy,
  ): Promise<ExecutionResult | EventStream<AnswerPart>>;
  /** Begins a subscription. A result instead of a stream says why there is none. */
  subscribe(
    inputs: Readonly<Record<string, unknown>>,
    contextValue: TContext,
  ): Promise<ExecutionResult | EventStream<ExecutionResult>>;
}

/** The operation with its `@include` and `@skip` decided: what is fetched and what is shown. */
interface Variant<TContext> {
  readonly plan: OperationPlan;
  readonly steps: PlanStep<TContext> | undefined;
  readonly projection: Projection;
  /** Which subgraph was to give what. */
  readonly sourceOf: SourceFinder;
  /** Set for subscriptions: where the events come from. `steps` complete each of them. */
  readonly subscription: SubscriptionFetch<TContext> | undefined;
  /** The same answered in parts, by what the variables in `if` of `@defer` say. */
  readonly parted: BoundedCache<PartedOperation<TContext>>;
}

/** How many combinations of the variables of `@defer` of one variant stay compiled. */
const partedCapacity = 8;

/** How many combinations of `@include` and `@skip` of one operation stay compiled. */
const variantCapacity = 32;

/**
 * Compiles an operation. Plan and projection follow on its first run, once for each combination of the variables
 * that `@include` and `@skip` read. `document` is valid and contains `operation`.
 */
export function compileOperation<TContext>(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  environment: OperationEnvironment<TContext>,
): CompiledOperation<TContext> {
  const { schema } = environment;
  const fragments = fragmentsOf(document);
  const conditionNames = conditionVariables(operation, document);
  const { planObserver } = environment;
  const variants = new BoundedCache<Variant<TContext> | Promise<Variant<TContext>>>(
    variantCapacity,
    Number.POSITIVE_INFINITY,
    () => planObserver.evicted(),
  );

  const variantFor = (values: ConditionValues): Variant<TContext> | Promise<Variant<TContext>> => {
    const percentage = drawPercentage(environment.planner.overridePercentages, environment.random);
    const decided = conditionNames.map((name) => (values[name] === true ? '1' : '0')).join('');
    const key = percentage === undefined ? decided : `${decided} ${percentage}`;
    const known = variants.get(key);
    planObserver.looked(known === undefined ? 'miss' : 'hit');
    if (known !== undefined) return known;
    const conditions = Object.fromEntries(conditionNames.map((name) => [name, values[name]]));
    const pending = compileVariant(
      operation,
      { schema, fragments, conditions },
      percentage,
      environment,
    ).then(
      (variant) => {
        variants.set(key, variant);
        return variant;
      },
      (error: unknown) => {
        // An operation without a plan stays without one; anything else may go well next time.
        if (!(error instanceof PlanningError)) variants.delete(key);
        throw error;
      },
    );
    variants.set(key, pending);
    return pending;
  };

  const deferNames = deferVariables(operation, document);
  const partedFor = (
    variant: Variant<TContext>,
    values: ConditionValues,
  ): PartedOperation<TContext> | undefined => {
    if (variant.plan.node === undefined) return undefined;
    const key = deferNames.map((name) => String(values[name])).join(' ');
    const known = variant.parted.get(key);
    if (known !== undefined) return known;
    const names = [...conditionNames, ...deferNames];
    const conditions = Object.fromEntries(names.map((name) => [name, values[name]]));
    const scope = { schema, fragments, conditions };
    const parted = compileParted(operation, scope, variant.plan.node, variant, environment);
    variant.parted.set(key, parted);
    return parted;
  };

  return {
    kind: operation.operation,
    async runInParts(inputs, contextValue, policy) {
      const coerced = coerceVariables(schema, operation, inputs);
      if ('errors' in coerced) return { errors: coerced.errors };
      const { variables } = coerced;
      const variant = await variantFor(variables);
      const parted = partedFor(variant, variables);
      if (parted === undefined) return this.run(inputs, contextValue, undefined, policy);
      const data = introspect(schema, variant.plan.introspection, variables);
      return answerInParts(
        parted,
        { variables, contextValue, data, errors: [], policy },
        (run) => finish(variant, run, environment),
        environment.logger,
      );
    },
    async run(inputs, contextValue, explainFrom, policy) {
      const coerced = coerceVariables(schema, operation, inputs);
      if ('errors' in coerced) return { errors: coerced.errors };
      const { variables } = coerced;
      const found = variantFor(variables);
      const variant = found instanceof Promise ? await found : found;
      const { plan, steps } = variant;
      const data = introspect(schema, plan.introspection, variables);
      const trace = explainFrom === undefined ? undefined : new PlanTrace(explainFrom);
      const run: OperationRun<TContext> = {
        variables,
        contextValue,
        data,
        errors: [],
        trace,
        policy,
      };
      await steps?.(run);
      const result = finish(variant, run, environment);
      return trace ? { ...result, extensions: { plan: trace.finish(plan.node) } } : result;
    },
    async subscribe(inputs, contextValue) {
      const coerced = coerceVariables(schema, operation, inputs);
      if ('errors' in coerced) return { errors: coerced.errors };
      const { variables } = coerced;
      const variant = await variantFor(variables);
      const { steps, subscription } = variant;
      if (subscription === undefined) return { errors: [nothingToSubscribe(operation)] };
      const startRun = (context: TContext): OperationRun<TContext> => ({
        variables,
        contextValue: context,
        data: {},
        errors: [],
      });
      const setUp = startRun(contextValue);
      const source = await subscription.open(setUp);
      if (source === undefined) return { errors: finish(variant, setUp, environment).errors ?? [] };
      return createEventStream<SubgraphEvent<TContext>, ExecutionResult>({
        source,
        async complete(event) {
          const run = startRun(environment.createEventContext(contextValue));
          await subscription.accept(run, event);
          await steps?.(run);
          return finish(variant, run, environment);
        },
        lose(cause) {
          const run = startRun(contextValue);
          subscription.lose(run, cause);
          return finish(variant, run, environment);
        },
      });
    },
  };
}

function nothingToSubscribe(operation: OperationDefinitionNode): GraphQLError {
  return new GraphQLError(
    'One field to subscribe to was expected, but @skip and @include leave none.',
    { nodes: operation, extensions: { code: 'BAD_USER_INPUT' } },
  );
}

async function compileVariant<TContext>(
  operation: OperationDefinitionNode,
  scope: SelectionScope,
  percentage: number | undefined,
  environment: OperationEnvironment<TContext>,
): Promise<Variant<TContext>> {
  const rootType = scope.schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no root type for a ${operation.operation}`);
  const plan = await environment.planObserver.planning(() =>
    planOperation(environment.planner, operation, rootType, scope, percentage),
  );
  const subscription = splitSubscription(plan.node);
  const node = subscription === undefined ? plan.node : subscription.rest;
  return {
    plan,
    steps: node && compilePlan(node, environment),
    projection: compileProjection(operation, rootType, scope),
    sourceOf: createSourceFinder([subscription?.primary, node], environment.types),
    subscription: subscription && compileSubscription(subscription.primary, environment),
    parted: new BoundedCache(partedCapacity),
  };
}

function compileParted<TContext>(
  operation: OperationDefinitionNode,
  scope: SelectionScope,
  plan: PlanNode,
  { projection, sourceOf }: Variant<TContext>,
  environment: OperationEnvironment<TContext>,
): PartedOperation<TContext> {
  const rootType = scope.schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no root type for a ${operation.operation}`);
  const steps = readPlannedSteps(plan, environment.types);
  const shownSteps = new ShownSteps(scope, steps);
  return {
    steps: compilePlan(plan, environment, watchSteps(steps)),
    shownSteps,
    parted: compileParts(operation, rootType, scope, shownSteps),
    whole: projection,
    sourceOf,
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
  { projection, sourceOf }: Pick<Variant<never>, 'projection' | 'sourceOf'>,
  run: OperationRun<unknown>,
  { logger }: Pick<OperationEnvironment<never>, 'logger'>,
): ExecutionResult {
  const projectionRun: ProjectionRun = { problems: [] };
  const data = projection.complete(run.data, projectionRun) as ResponseObject | undefined;
  if (run.errors.length === 0 && projectionRun.problems.length === 0) {
    return { data: data ?? null };
  }
  const errors = finishErrors(projection, projectionRun, run, sourceOf, logger);
  return errors.length > 0 ? { errors, data: data ?? null } : { data: data ?? null };
}
