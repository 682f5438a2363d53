import type { SubgraphExecutor, SubgraphOutcome } from '../standalone/subgraph-executor.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';
import { observeSubscription } from './observe-subscription.ts';
import { currentScope, noteErrors, runInScope } from './request-scope.ts';

const maxNameLength = 100;

/** A subgraph that is served alone, with its operations and subscriptions counted, timed and traced as a gateway's are. */
export function observeSubgraph<TContext>(
  executor: SubgraphExecutor<TContext>,
  telemetry: GatewayTelemetry,
): SubgraphExecutor<TContext> {
  const { metrics } = telemetry;
  const nameOf = (name = 'anonymous'): string => name.slice(0, maxNameLength);
  return {
    kindOf: (request) => executor.kindOf(request),
    refuse: (request) => executor.refuse(request),
    async run(request) {
      const kind = executor.kindOf(request) ?? 'unknown';
      const name = nameOf(request.operationName);
      currentScope()?.operations.push(name);
      const startedAt = performance.now();
      const outcome = await telemetry.trace(
        `${kind} ${name}`,
        'internal',
        () => executor.run(request),
        ({ result }) => ({
          attributes: {
            'graphql.operation.name': name,
            'graphql.operation.type': kind,
            'redress.errors': result.errors?.length ?? 0,
          },
          isFailed: outcomeOf({ result }) === 'failed',
        }),
      );
      noteErrors(outcome.result.errors);
      metrics.operations.inc({ kind, outcome: outcomeOf(outcome) });
      metrics.operationSeconds.observe({ kind }, (performance.now() - startedAt) / 1_000);
      return outcome;
    },
    async subscribe(request) {
      const name = nameOf(request.operationName);
      const scope = currentScope();
      scope?.operations.push(name);
      const span = telemetry.startSpan(`subscription ${name}`);
      const begin = () => executor.subscribe(request);
      const begun = await (scope && span ? runInScope({ ...scope, span }, begin) : begin());
      const isOpen = 'next' in begun;
      metrics.operations.inc({ kind: 'subscription', outcome: isOpen ? 'ok' : 'failed' });
      if (isOpen) return observeSubscription(begun, { metrics, scope, span });
      span?.end({ 'redress.errors': begun.result.errors?.length ?? 0 }, true);
      return begun;
    },
  };
}

function outcomeOf({ result }: Pick<SubgraphOutcome, 'result'>): 'ok' | 'partial' | 'failed' {
  if (result.data === undefined || result.data === null) return 'failed';
  return result.errors?.length ? 'partial' : 'ok';
}
