import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import {
  GatewayTelemetry,
  type GatewayTelemetryOptions,
} from '../../../src/gateway/telemetry/gateway-telemetry.ts';
import { observeGateway } from '../../../src/gateway/telemetry/observe-gateway.ts';
import { observePlans } from '../../../src/gateway/telemetry/observe-plans.ts';
import { observeTransport } from '../../../src/gateway/telemetry/observe-transport.ts';
import { watchRequests } from '../../../src/gateway/telemetry/watch-requests.ts';
import type { SubgraphTransport } from '../../../src/gateway/transports/subgraph-transport.ts';
import type { MarketContext } from '../fixture/market.fields.ts';
import {
  createMarketGateway,
  embeddedMarketTransports,
  silentLogger,
} from '../fixture/market.gateway.ts';

/** A served market gateway with its telemetry. `app.inject` asks it. */
export async function createWatchedMarket(
  options: Partial<GatewayTelemetryOptions> = {},
  replaced: Record<string, SubgraphTransport<MarketContext>> = {},
  gatewayOptions: { planCacheSize?: number } = {},
): Promise<{ app: FastifyInstance; telemetry: GatewayTelemetry }> {
  const telemetry = new GatewayTelemetry({ logger: silentLogger, ...options });
  const transports = Object.entries({ ...embeddedMarketTransports(), ...replaced });
  const gateway = createMarketGateway(
    Object.fromEntries(
      transports.map(([name, transport]) => [name, observeTransport(name, transport, telemetry)]),
    ),
    silentLogger,
    { planObserver: observePlans(telemetry), ...gatewayOptions },
  );
  const app = await createGatewayServer({
    gateway: observeGateway(gateway, telemetry),
    logger: silentLogger,
    createContext: (): MarketContext => ({ counter: 0 }),
  });
  watchRequests(app, telemetry);
  return { app, telemetry };
}

/** A collector that keeps what is exported to it. */
export async function startCollector() {
  const bodies: { path: string | undefined; headers: object; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    bodies.push({ path: request.url, headers: request.headers, body: await json(request) });
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It listens on a port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    bodies,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
