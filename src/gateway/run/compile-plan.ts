import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
} from '@graphql-hive/router-query-planner';
import type { CacheRules } from '../caching/cache-rules.ts';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { SubgraphTransport } from '../transports/subgraph-transport.ts';
import type { EntityFetchPart } from './entity-batch.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import { compileFlattenPath } from './flatten-path.ts';
import type { OperationRun, PlanStep } from './operation-run.ts';
import { compileRootFetch } from './root-fetch.ts';

/** What the steps of all plans of one gateway share. */
export interface PlanEnvironment<TContext> {
  readonly types: SupergraphTypes;
  readonly transports: Readonly<Record<string, SubgraphTransport<TContext>>>;
  readonly logger: GatewayLogger;
  readonly cacheRules: CacheRules;
}

/** Puts something around the step of a fetch. */
export type StepWrapper<TContext> = (
  node: FetchNode | BatchFetchNode,
  step: PlanStep<TContext>,
) => PlanStep<TContext>;

/**
 * The plan as one function: steps one after another or side by side, as its nodes say.
 *
 * @param wrap Default: nothing is put around fetches.
 */
export function compilePlan<TContext>(
  node: PlanNode,
  environment: PlanEnvironment<TContext>,
  wrap: StepWrapper<TContext> = (_, step) => step,
): PlanStep<TContext> {
  const allPaths = flattenPathsOf(node).map((path) => compileFlattenPath(path, environment.types));
  const compile = (
    current: PlanNode,
    path: readonly FlattenNodePathSegment[],
  ): PlanStep<TContext> => {
    switch (current.kind) {
      case 'Fetch':
        return wrap(
          current,
          current.requires === undefined
            ? compileRootFetch(current, path, environment)
            : compileEntityFetch(current, [entityPart(current, path)], allPaths, environment),
        );
      case 'BatchFetch':
        return wrap(
          current,
          compileEntityFetch(current, batchParts(current), allPaths, environment),
        );
      case 'Flatten':
        return compile(current.node, [...path, ...current.path]);
      case 'Sequence':
        return runInSequence(current.nodes.map((child) => compile(child, path)));
      case 'Parallel':
        return runInParallel(current.nodes.map((child) => compile(child, path)));
      case 'Condition': {
        const { condition, ifClause, elseClause } = current;
        const whenTrue = ifClause && compile(ifClause, path);
        const whenFalse = elseClause && compile(elseClause, path);
        return (run) => {
          const step = run.variables[condition] === true ? whenTrue : whenFalse;
          return step?.(run);
        };
      }
      default:
        throw new Error(`The planner gave a step of kind "${current.kind}", which is not run here`);
    }
  };
  return compile(node, []);
}

function entityPart(
  { requires = [], inputRewrites = [], outputRewrites = [] }: FetchNode,
  path: readonly FlattenNodePathSegment[],
): EntityFetchPart {
  return {
    responseKey: '_entities',
    variable: 'representations',
    paths: [path],
    requires,
    inputRewrites,
    outputRewrites,
  };
}

function batchParts({ entityBatch }: BatchFetchNode): EntityFetchPart[] {
  return entityBatch.aliases.map((part) => ({
    responseKey: part.alias,
    variable: part.representationsVariableName,
    paths: part.paths,
    requires: part.requires,
    inputRewrites: part.inputRewrites ?? [],
    outputRewrites: part.outputRewrites ?? [],
  }));
}

function flattenPathsOf(node: PlanNode | undefined): (readonly FlattenNodePathSegment[])[] {
  switch (node?.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(flattenPathsOf);
    case 'Condition':
      return [...flattenPathsOf(node.ifClause), ...flattenPathsOf(node.elseClause)];
    case 'Flatten':
      return [node.path];
    case 'BatchFetch':
      return node.entityBatch.aliases.flatMap(({ paths }) => paths);
    default:
      return [];
  }
}

/** Runs steps one after another, without waiting where none of them has to. */
export function runInSequence<TContext>(steps: readonly PlanStep<TContext>[]): PlanStep<TContext> {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return only;
  const runFrom = (run: OperationRun<TContext>, from: number): undefined | Promise<void> => {
    for (let index = from; index < steps.length; index++) {
      const pending = steps[index]?.(run);
      if (pending !== undefined) return pending.then(() => runFrom(run, index + 1));
    }
    return undefined;
  };
  return (run) => runFrom(run, 0);
}

function runInParallel<TContext>(steps: readonly PlanStep<TContext>[]): PlanStep<TContext> {
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const promise = step(run);
      if (promise !== undefined) pending.push(promise);
    }
    return pending.length > 0 ? Promise.all(pending).then(noResult) : undefined;
  };
}

function noResult(): void {}
