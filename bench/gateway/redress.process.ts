import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { readSupergraphTypes } from '../../src/gateway/supergraph/supergraph-types.ts';
import { createHttpTransport } from '../../src/gateway/transports/http.transport.ts';

/** Our gateway as it is served: HTTP, limits, cost, Apollo Server in front, transports over HTTP. */
const supergraphSdl = readFileSync(process.argv[2] ?? '', 'utf8');
const silent = { error: () => {}, warn: () => {}, info: () => {} };
const { subgraphs } = readSupergraphTypes(parse(supergraphSdl));
const gateway = createGateway<object>({
  supergraphSdl,
  logger: silent,
  // Without `merge` requests in flight are not merged.
  transports: Object.fromEntries(
    subgraphs.map(({ name, url }) => [name, createHttpTransport<object>(url)]),
  ),
});
const app = await createGatewayServer<object>({
  gateway,
  logger: silent,
  createContext: () => ({}),
});
const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
process.send?.({ port: Number(port) });
