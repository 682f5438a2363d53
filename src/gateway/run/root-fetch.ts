import type { FetchNode, FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import {
  type ResponseObject,
  type SubgraphError,
  SubgraphOperation,
  type SubgraphRequest,
  type SubgraphResponse,
  type SubgraphTransport,
} from '../transports/subgraph-transport.ts';
import type { PlanEnvironment } from './compile-plan.ts';
import { fetchedKeys } from './fetched-keys.ts';
import {
  collectObjects,
  collectPaths,
  compileFlattenPath,
  type ResponsePath,
} from './flatten-path.ts';
import { copyData, mergeData } from './merge-data.ts';
import type { OperationRun, PlanStep } from './operation-run.ts';
import { pickVariables } from './pick-variables.ts';
import { compileRewrite, renamedKeys } from './rewrite.ts';
import { sendRequest } from './send-request.ts';
import { describeLostFetch, describeSubgraphError, type VisibleError } from './subgraph-error.ts';
import { transportOf } from './transport-of.ts';

/** A fetch of root fields in its parts: what is sent, and what becomes of the answer. */
export interface RootFetch<TContext> {
  readonly transport: SubgraphTransport<TContext>;
  readonly operation: SubgraphOperation;
  /** Whether there is a place for what it brings. */
  isWanted(run: OperationRun<TContext>): boolean;
  request(
    run: Pick<OperationRun<TContext>, 'variables' | 'contextValue'>,
  ): SubgraphRequest<TContext>;
  accept(run: OperationRun<TContext>, response: SubgraphResponse): void;
  /** Reports that there is no answer. */
  lose(run: OperationRun<TContext>, cause: unknown): void;
}

/**
 * A fetch of root fields. Its data is merged at the root of the response, or at `path` where a field leads back
 * to a root type.
 */
export function compileRootFetch<TContext>(
  node: FetchNode,
  path: readonly FlattenNodePathSegment[],
  environment: PlanEnvironment<TContext>,
): PlanStep<TContext> {
  const { transport, operation, isWanted, request, accept, lose } = partRootFetch(
    node,
    path,
    environment,
  );
  const noteCaching = environment.cacheRules.watch(node.serviceName, operation);
  return (run) => {
    if (!isWanted(run)) return undefined;
    const noteEnd = run.trace?.begin(node);
    return sendRequest(
      transport,
      request(run),
      (response) => {
        noteEnd?.(true);
        noteCaching(run, response);
        accept(run, response);
      },
      (cause) => {
        noteEnd?.(false);
        lose(run, cause);
      },
    );
  };
}

export function partRootFetch<TContext>(
  node: FetchNode,
  path: readonly FlattenNodePathSegment[],
  environment: PlanEnvironment<TContext>,
): RootFetch<TContext> {
  const { types, logger } = environment;
  const { serviceName, operationKind = 'query', variableUsages = [] } = node;
  const transport = transportOf(environment, serviceName);
  const operation = new SubgraphOperation(operationKind, node.operation);
  const rewrites = (node.outputRewrites ?? []).map((rewrite) => compileRewrite(rewrite, types));
  const renamed = renamedKeys(node.outputRewrites ?? []);
  const place = path.length > 0 ? compileFlattenPath(path, types) : undefined;

  const targetsOf = (run: OperationRun<TContext>): readonly ResponseObject[] =>
    place === undefined ? [run.data] : collectObjects(run.data, place);
  const pathsOf = (run: OperationRun<TContext>): readonly ResponsePath[] =>
    place === undefined ? [[]] : collectPaths(run.data, place);

  /** Reports all fields lost that the fetch would have brought. */
  const reportLost = (run: OperationRun<TContext>, visible: VisibleError): void => {
    const keys = fetchedKeys(operation.document).map(({ key }) => renamed.get(key) ?? key);
    for (const at of pathsOf(run)) {
      run.errors.push({ ...visible, path: at, lost: keys.map((key) => [...at, key]) });
    }
  };

  const reportError = (
    run: OperationRun<TContext>,
    error: SubgraphError,
    hasData: boolean,
  ): void => {
    const visible = describeSubgraphError(error, serviceName, logger);
    const within = error.path?.map((key) => renamed.get(String(key)) ?? key);
    if (within === undefined && !hasData) {
      reportLost(run, visible);
      return;
    }
    for (const at of pathsOf(run)) {
      run.errors.push({ ...visible, path: within && [...at, ...within] });
    }
  };

  const accept = (
    run: OperationRun<TContext>,
    { data = null, errors = [] }: SubgraphResponse,
  ): void => {
    if (data !== null) {
      for (const rewrite of rewrites) rewrite(data);
      for (const [index, target] of targetsOf(run).entries()) {
        mergeData(target, index === 0 ? data : copyData(data));
      }
    }
    for (const error of errors) reportError(run, error, data !== null);
  };

  return {
    transport,
    operation,
    isWanted: (run) => place === undefined || targetsOf(run).length > 0,
    request: ({ variables, contextValue }) => ({
      operation,
      variables: pickVariables(variables, variableUsages),
      contextValue,
    }),
    accept,
    lose: (run, cause) => reportLost(run, describeLostFetch(cause, serviceName, logger)),
  };
}
