import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import type { SubgraphTransport } from '../transports/subgraph-transport.ts';

/** The transport to a subgraph. @throws GatewayConfigurationError when there is none. */
export function transportOf<TContext>(
  environment: { readonly transports: Readonly<Record<string, SubgraphTransport<TContext>>> },
  serviceName: string,
): SubgraphTransport<TContext> {
  const transport = environment.transports[serviceName];
  if (transport !== undefined) return transport;
  const known = Object.keys(environment.transports).map((name) => `"${name}"`);
  throw new GatewayConfigurationError(
    `[gateway] transports: one for the subgraph "${serviceName}" was expected, but there are only ` +
      `${known.join(', ') || 'none'}. Add it to the transports given to createGateway.`,
  );
}
