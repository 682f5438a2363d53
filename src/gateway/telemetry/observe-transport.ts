import type {
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from '../transports/subgraph-transport.ts';
import type { BreakerHolder } from './gateway-metrics.ts';
import type { GatewayTelemetry } from './gateway-telemetry.ts';
import { replaceMethods } from './replace-methods.ts';
import { currentScope } from './request-scope.ts';

/** The transport, with its fetches counted, timed and traced. */
export function observeTransport<TContext>(
  subgraph: string,
  transport: SubgraphTransport<TContext>,
  telemetry: GatewayTelemetry,
): SubgraphTransport<TContext> {
  const { metrics } = telemetry;
  if (hasBreaker(transport)) metrics.watchBreaker(subgraph, transport);

  const note = (startedAt: number, response: SubgraphResponse | undefined): void => {
    const outcome = outcomeOf(response);
    metrics.fetches.inc({ subgraph, outcome });
    metrics.fetchSeconds.observe({ subgraph }, (performance.now() - startedAt) / 1_000);
  };
  const execute = async (request: SubgraphRequest<TContext>): Promise<SubgraphResponse> => {
    const startedAt = performance.now();
    const scope = currentScope();
    if (scope !== undefined) scope.counts.fetches += 1;
    let response: SubgraphResponse | undefined;
    try {
      response = await telemetry.trace(
        `fetch ${subgraph}`,
        'client',
        () => transport.execute(request),
        (answer) => ({
          attributes: {
            'graphql.operation.type': request.operation.kind,
            'redress.subgraph': subgraph,
            'redress.errors': answer.errors?.length ?? 0,
          },
          isFailed: outcomeOf(answer) === 'failed',
        }),
      );
      return response;
    } finally {
      note(startedAt, response);
    }
  };
  const { subscribe } = transport;
  if (subscribe === undefined) return replaceMethods(transport, { execute });
  return replaceMethods(transport, {
    execute,
    subscribe: (request) =>
      telemetry.trace(
        `subscribe ${subgraph}`,
        'client',
        () => subscribe.call(transport, request),
        (begun) => ({ attributes: { 'redress.subgraph': subgraph }, isFailed: !('next' in begun) }),
      ),
  });
}

/** `failed`: no data at all. `partial`: errors beside data. */
function outcomeOf(response: SubgraphResponse | undefined): 'ok' | 'partial' | 'failed' {
  if (response?.data === null || response?.data === undefined) return 'failed';
  return response.errors?.length ? 'partial' : 'ok';
}

function hasBreaker(transport: object): transport is BreakerHolder {
  return 'breakerState' in transport;
}
