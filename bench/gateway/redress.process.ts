import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { ResponseCache } from '../../src/gateway/caching/response-cache.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { readSupergraphTypes } from '../../src/gateway/supergraph/supergraph-types.ts';
import { createHttpTransport } from '../../src/gateway/transports/http.transport.ts';

/**
 * Our gateway as it is served: HTTP, limits, cost, Apollo Server in front, transports over HTTP. With `merging` as second argument, equal
 * requests in flight are merged, its own and those to subgraphs.
 */
const supergraphSdl = readFileSync(process.argv[2] ?? '', 'utf8');
const isMerging = process.argv[3] === 'merging';
const silent = { error: () => {}, warn: () => {}, info: () => {} };
const { subgraphs } = readSupergraphTypes(parse(supergraphSdl));
const gateway = createGateway<object>({
  supergraphSdl,
  logger: silent,
  transports: Object.fromEntries(
    subgraphs.map(({ name, url }) => [
      name,
      createHttpTransport<object>(url, { merge: isMerging }),
    ]),
  ),
});
const app = await createGatewayServer<object>({
  gateway,
  logger: silent,
  createContext: () => ({}),
  ...(isMerging ? { responseCache: new ResponseCache({ maxBytes: 0, mergeInFlight: true }) } : {}),
});
const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
process.send?.({ port: Number(port) });
