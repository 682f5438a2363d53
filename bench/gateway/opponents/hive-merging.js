import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

/** Hive Gateway's runtime with its Rust planner, which merges equal requests in flight, its own and those to subgraphs. */
const runtime = createGatewayRuntime({
  supergraph: readFileSync(process.argv[2], 'utf8'),
  unifiedGraphHandler,
  inboundInflightRequestDeduplication: true,
  logging: false,
  graphiql: false,
  landingPage: false,
});
const server = createServer(runtime);
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
