import type {
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from '../transports/subgraph-transport.ts';

/**
 * Sends a request and hands on its answer, or the reason why there is none. Waits only if the transport does.
 */
export function sendRequest<TContext>(
  transport: SubgraphTransport<TContext>,
  request: SubgraphRequest<TContext>,
  accept: (response: SubgraphResponse) => void,
  lose: (cause: unknown) => void,
): undefined | Promise<void> {
  try {
    const response = transport.execute(request);
    if (response instanceof Promise) return response.then(accept).catch(lose);
    accept(response);
  } catch (cause) {
    lose(cause);
  }
  return undefined;
}
