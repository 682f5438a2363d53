import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import type { Gateway, GatewayRequest } from '../create-gateway.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';
import { replaceExecute } from './replace-execute.ts';
import { currentScope } from './request-scope.ts';

/** What is told of an operation: names only, never values. */
interface OperationLabel {
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription' | 'unknown';
}

/** Names longer than this are cut. */
const maxNameLength = 100;

/** The gateway, with its operations counted, timed and traced. */
export function observeGateway<TContext>(
  gateway: Gateway<TContext>,
  telemetry: GatewayTelemetry,
): Gateway<TContext> {
  const { metrics } = telemetry;
  const planned = new WeakSet<DocumentNode>();

  const execute = async (request: GatewayRequest<TContext>): Promise<ExecutionResult> => {
    const { document } = request;
    const { name, kind } = labelOf(request);
    currentScope()?.operations.push(name);
    if (typeof document !== 'string') {
      metrics.cache.inc({ cache: 'plans', result: planned.has(document) ? 'hit' : 'miss' });
      planned.add(document);
    }
    const startedAt = performance.now();
    const result = await telemetry.trace(
      `${kind} ${name}`,
      'internal',
      () => gateway.execute(request),
      ({ data, errors = [] }) => ({
        attributes: {
          'graphql.operation.name': name,
          'graphql.operation.type': kind,
          'redress.errors': errors.length,
        },
        isFailed: data === undefined || data === null,
      }),
    );
    metrics.operations.inc({ kind, outcome: outcomeOf(result) });
    metrics.operationSeconds.observe({ kind }, (performance.now() - startedAt) / 1_000);
    return result;
  };
  return replaceExecute(gateway, execute);
}

function outcomeOf({ data, errors }: ExecutionResult): 'ok' | 'partial' | 'failed' {
  if (data === undefined || data === null) return 'failed';
  return errors?.length ? 'partial' : 'ok';
}

function labelOf({ document, operationName }: GatewayRequest<unknown>): OperationLabel {
  if (typeof document === 'string') {
    return { name: operationName?.slice(0, maxNameLength) ?? 'anonymous', kind: 'unknown' };
  }
  const operation: OperationDefinitionNode | null | undefined = getOperationAST(
    document,
    operationName,
  );
  return {
    name: operation?.name?.value.slice(0, maxNameLength) ?? 'anonymous',
    kind: operation?.operation ?? 'unknown',
  };
}
