import { type ExecutionResult, getOperationAST, type OperationDefinitionNode } from 'graphql';
import type { Gateway, GatewayRequest } from '../create-gateway.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';
import { observeParts } from './observe-parts.ts';
import { observeSubscription } from './observe-subscription.ts';
import { replaceMethods } from './replace-methods.ts';
import { currentScope, runInScope } from './request-scope.ts';

/** What is told of an operation: names only, never values. */
interface OperationLabel {
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription' | 'unknown';
}

/** Names longer than this are cut. */
const maxNameLength = 100;

/** The gateway, with its operations and subscriptions counted, timed and traced. */
export function observeGateway<TContext>(
  gateway: Gateway<TContext>,
  telemetry: GatewayTelemetry,
): Gateway<TContext> {
  const { metrics } = telemetry;

  const execute = async (request: GatewayRequest<TContext>): Promise<ExecutionResult> => {
    const { name, kind } = labelOf(request);
    currentScope()?.operations.push(name);
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
  const subscribe: Gateway<TContext>['subscribe'] = async (request) => {
    const { name } = labelOf(request);
    const scope = currentScope();
    scope?.operations.push(name);
    const span = telemetry.startSpan(`subscription ${name}`);
    const begin = () => gateway.subscribe(request);
    const begun = await (scope && span ? runInScope({ ...scope, span }, begin) : begin());
    const isOpen = 'next' in begun;
    metrics.operations.inc({ kind: 'subscription', outcome: isOpen ? 'ok' : 'failed' });
    if (isOpen) return observeSubscription(begun, { metrics, scope, span });
    span?.end({ 'redress.errors': begun.errors?.length ?? 0 }, true);
    return begun;
  };
  const executeInParts: Gateway<TContext>['executeInParts'] = async (request) => {
    const { name, kind } = labelOf(request);
    const scope = currentScope();
    scope?.operations.push(name);
    const startedAt = performance.now();
    const span = telemetry.startSpan(`${kind} ${name}`);
    const begin = () => gateway.executeInParts(request);
    const answer = await (scope && span ? runInScope({ ...scope, span }, begin) : begin());
    const finish = (outcome: Outcome, errors: number) => {
      metrics.operations.inc({ kind, outcome });
      metrics.operationSeconds.observe({ kind }, (performance.now() - startedAt) / 1_000);
      const attributes = {
        'graphql.operation.name': name,
        'graphql.operation.type': kind,
        'redress.errors': errors,
      };
      span?.end(attributes, outcome === 'failed');
    };
    if ('next' in answer) return observeParts(answer, finish);
    finish(outcomeOf(answer), answer.errors?.length ?? 0);
    return answer;
  };
  return replaceMethods(gateway, { execute, executeInParts, subscribe });
}

type Outcome = 'ok' | 'partial' | 'failed';

function outcomeOf({ data, errors }: ExecutionResult): Outcome {
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
