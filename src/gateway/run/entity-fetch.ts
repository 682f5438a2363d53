import type { BatchFetchNode, FetchNode } from '@graphql-hive/router-query-planner';
import {
  type SubgraphError,
  SubgraphOperation,
  type SubgraphResponse,
} from '../transports/subgraph-transport.ts';
import type { PlanEnvironment } from './compile-plan.ts';
import {
  batchPaths,
  compilePart,
  type EntityBatch,
  type EntityFetchPart,
  gatherBatch,
  mergeBatch,
} from './entity-batch.ts';
import { fetchedKeys } from './fetched-keys.ts';
import { expandTypes, type FlattenPath, hasType } from './flatten-path.ts';
import type { OperationRun, PlanStep } from './operation-run.ts';
import { pickVariables } from './pick-variables.ts';
import { sendRequest } from './send-request.ts';
import { describeLostFetch, describeSubgraphError, type VisibleError } from './subgraph-error.ts';
import { transportOf } from './transport-of.ts';

/**
 * A fetch of entities. Equal representations are sent once, and the entity that comes back is merged into every
 * place that asked for it. Nothing is sent when no entity is wanted.
 */
export function compileEntityFetch<TContext>(
  node: FetchNode | BatchFetchNode,
  parts: readonly EntityFetchPart[],
  allPaths: readonly FlattenPath[],
  environment: PlanEnvironment<TContext>,
): PlanStep<TContext> {
  const { types, logger } = environment;
  const { serviceName, variableUsages = [] } = node;
  const transport = transportOf(environment, serviceName);
  const operation = new SubgraphOperation('query', node.operation);
  const noteCaching = environment.cacheRules.watch(serviceName, operation);
  const compiled = parts.map((part) => compilePart(part, operation.document, allPaths, types));

  /** Reports all fields lost that a batch would have brought. */
  const reportLost = (
    run: OperationRun<TContext>,
    batch: EntityBatch,
    visible: VisibleError,
  ): void => {
    const { renamed, responseKey } = batch.part;
    const keys = fetchedKeys(operation.document, responseKey);
    const paths = batchPaths(run.data, batch.part);
    for (const [index, target] of batch.targets.entries()) {
      const path = paths[index];
      if (path === undefined || batch.positions[index] === -1) continue;
      const lost = keys
        .filter(
          ({ typeCondition }) =>
            typeCondition === undefined || hasType(target, expandTypes([typeCondition], types)),
        )
        .map(({ key }) => [...path, renamed.get(key) ?? key]);
      run.errors.push({ ...visible, path, lost });
    }
  };

  const reportError = (
    run: OperationRun<TContext>,
    batches: readonly EntityBatch[],
    error: SubgraphError,
  ): void => {
    const visible = describeSubgraphError(error, serviceName, logger);
    const [key, position, ...rest] = error.path ?? [];
    const batch = batches.find(({ part }) => part.responseKey === key);
    if (batch === undefined || typeof position !== 'number') {
      for (const lost of batch ? [batch] : batches) reportLost(run, lost, visible);
      return;
    }
    const mended = rest.map((name) => batch.part.renamed.get(String(name)) ?? name);
    for (const [index, path] of batchPaths(run.data, batch.part).entries()) {
      if (batch.positions[index] === position) {
        run.errors.push({ ...visible, path: [...path, ...mended] });
      }
    }
  };

  const accept = (
    run: OperationRun<TContext>,
    batches: readonly EntityBatch[],
    { data, errors = [] }: SubgraphResponse,
  ): void => {
    for (const batch of batches) {
      const entities = data?.[batch.part.responseKey];
      if (Array.isArray(entities)) mergeBatch(batch, entities);
    }
    for (const error of errors) reportError(run, batches, error);
  };

  return (run) => {
    const variables = pickVariables(run.variables, variableUsages);
    const batches: EntityBatch[] = [];
    let wanted = 0;
    for (const part of compiled) {
      const batch = gatherBatch(run.data, part);
      variables[part.variable] = batch.representations;
      wanted += batch.representations.length;
      batches.push(batch);
    }
    if (wanted === 0) return undefined;
    const noteEnd = run.trace?.begin(node, wanted);
    return sendRequest(
      transport,
      { operation, variables, contextValue: run.contextValue },
      (response) => {
        noteEnd?.(true);
        noteCaching(run, response);
        accept(run, batches, response);
      },
      (cause) => {
        noteEnd?.(false);
        const visible = describeLostFetch(cause, serviceName, logger);
        for (const batch of batches) reportLost(run, batch, visible);
      },
    );
  };
}
