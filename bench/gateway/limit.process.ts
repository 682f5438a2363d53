import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { parse } from 'graphql';
import { Pool } from 'undici';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { readSupergraphTypes } from '../../src/gateway/supergraph/supergraph-types.ts';
import { createHttpTransport } from '../../src/gateway/transports/http.transport.ts';
import { storefront } from './storefront.operation.ts';

/**
 * What no gateway in this language can do without: for each request it sends what our gateway sends to subgraphs, as many at once,
 * reads the answers with `JSON.parse`, and writes the response with `JSON.stringify`. It plans, checks and merges nothing.
 */
interface Fetch {
  readonly path: string;
  readonly body: string;
  /** How many answers had come when it was sent. */
  readonly after: number;
}

const supergraphSdl = readFileSync(process.argv[2] ?? '', 'utf8');
const { subgraphs } = readSupergraphTypes(parse(supergraphSdl));
const origin = new URL(subgraphs[0]?.url ?? '').origin;
const pool = new Pool(origin, { connections: 64 });

async function send(path: string, body: string): Promise<string> {
  const answer = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
  });
  return answer.body.text();
}

/** Runs the operation once through our gateway, by way of a server that notes what is sent. */
async function record(): Promise<{ fetches: readonly Fetch[]; data: unknown }> {
  const fetches: Fetch[] = [];
  let answered = 0;
  const proxy = createServer(async (request, response) => {
    const path = request.url ?? '';
    const body = await text(request);
    fetches.push({ path, body, after: answered });
    const answer = await send(path, body);
    answered += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  const proxied = await listen(proxy);
  const gateway = createGateway<object>({
    supergraphSdl,
    logger: { error: () => {}, warn: () => {}, info: () => {} },
    transports: Object.fromEntries(
      subgraphs.map(({ name, url }) => [
        name,
        createHttpTransport<object>(`http://127.0.0.1:${proxied}${new URL(url).pathname}`),
      ]),
    ),
  });
  const document = parse(storefront);
  const { data } = await gateway.execute({ document, variables: {}, contextValue: {} });
  await gateway.close();
  proxy.closeAllConnections();
  proxy.close();
  return { fetches, data };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const { fetches, data } = await record();
const waves = [...new Set(fetches.map(({ after }) => after))].map((after) =>
  fetches.filter((fetch) => fetch.after === after),
);
const answerTo = async (request: IncomingMessage) => {
  await json(request);
  for (const wave of waves) {
    await Promise.all(wave.map(async ({ path, body }) => JSON.parse(await send(path, body))));
  }
  return JSON.stringify({ data });
};
const server = createServer(async (request, response) => {
  const body = await answerTo(request);
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});
server.keepAliveTimeout = 60_000;
process.send?.({ port: await listen(server) });
