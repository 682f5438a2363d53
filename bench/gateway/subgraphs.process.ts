import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { graphql } from 'graphql';
import { z } from 'zod';
import { buildShopSubgraph, shop } from './shop.subgraphs.ts';

/**
 * All subgraphs in one process of plain `node:http`, each under its name as path. Each body is computed once; after
 * that the bytes are sent again, so that gateways are measured and not subgraphs.
 */
const schemas = Object.fromEntries(
  Object.entries(shop).map(([name, subgraph]) => [`/${name}`, buildShopSubgraph(subgraph)]),
);
const bodySchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});
const answers = new Map<string, Buffer>();

async function compute(path: string, body: string): Promise<Buffer> {
  const schema = schemas[path];
  if (schema === undefined) throw new Error(`No subgraph at ${path}`);
  const { query, variables, operationName } = bodySchema.parse(JSON.parse(body));
  const result = await graphql({
    schema,
    source: query,
    variableValues: variables ?? {},
    operationName: operationName ?? null,
  });
  return Buffer.from(JSON.stringify(result));
}

async function answer(request: IncomingMessage): Promise<Buffer> {
  const body = await text(request);
  const key = `${request.url}\n${body}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const computed = await compute(request.url ?? '', body);
  answers.set(key, computed);
  return computed;
}

const server = createServer(async (request, response) => {
  try {
    const bytes = await answer(request);
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': bytes.length,
    });
    response.end(bytes);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
