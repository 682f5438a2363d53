import { deepStrictEqual } from 'node:assert/strict';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'undici';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { assembleRedress } from '../../src/main.ts';
import { OperationContext } from '../../src/resolvers/operation-context.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';
import { mergeSubgraphs } from '../../tests/e2e/merged-schema.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { compare } from '../compare.ts';
import { openBenchDatabase } from './bench-database.ts';
import { operations } from './operations.ts';

export const name =
  'Graph: our gateway over embedded subgraphs against one plain Apollo Server over one merged schema';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const atOnce = 8;

/** Throughput over HTTP on loopback, same process, same database, same loaders, same clients. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const database = await openBenchDatabase();
  const redress = assembleRedress(database, 'http://127.0.0.1:4000', silent);
  const ours = await createGatewayServer({
    gateway: redress.gateway,
    logger: silent,
    createContext: () => redress.createContext(new Set()),
  });
  const plain = new ApolloServer<OperationContext>({
    schema: mergeSubgraphs(createSubgraphs(), redress.gateway.schema),
  });
  const databases = {
    councils: database,
    decisions: database,
    recommendations: database,
    training: database,
    reports: database,
  };
  const { url } = await startStandaloneServer(plain, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async () => new OperationContext(databases, new Set()),
  });
  const ourPool = new Pool(await ours.listen({ host: '127.0.0.1', port: 0 }), {
    connections: atOnce,
  });
  const plainPool = new Pool(new URL(url).origin, { connections: atOnce });
  try {
    const rows: BenchRow[] = [];
    for (const { what, query, variables, target } of operations) {
      const body = JSON.stringify({ query, variables });
      const answer = JSON.parse(await post(ourPool, '/graphql', body));
      deepStrictEqual(answer, JSON.parse(await post(plainPool, '/', body)), `${what}: same answer`);
      deepStrictEqual(answer.errors, undefined, `${what}: no errors`);
      const [gateway, apollo] = await compare(
        [
          { name: 'ours', run: () => post(ourPool, '/graphql', body) },
          { name: 'plain', run: () => post(plainPool, '/', body) },
        ],
        { concurrency: atOnce, turnMs: 1000 },
      );
      if (!gateway || !apollo) throw new Error('compare gives a result for each contender');
      rows.push({
        what,
        against: 'plain @apollo/server',
        ratio: gateway.perSecond / apollo.perSecond,
        target,
        detail: `${roughly(gateway.perSecond)} against ${roughly(apollo.perSecond)} a second, ${atOnce} at once; rounds ${gateway.spread.map(roughly).join(' to ')} against ${apollo.spread.map(roughly).join(' to ')}`,
      });
    }
    return { rows };
  } finally {
    await Promise.all([ourPool.close(), plainPool.close(), ours.close(), plain.stop()]);
    await redress.close();
  }
}

async function post(pool: Pool, path: string, body: string): Promise<string> {
  const response = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return response.body.text();
}
