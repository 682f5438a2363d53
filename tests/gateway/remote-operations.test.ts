import { type ExecutionResult, execute, parse, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../src/gateway/create-gateway.ts';
import { createHttpTransport } from '../../src/gateway/transports/http.transport.ts';
import { compareResults } from './compare-results.ts';
import { marketExamples } from './fixture/market.examples.ts';
import type { MarketContext } from './fixture/market.fields.ts';
import { createMarketGateway } from './fixture/market.gateway.ts';
import { buildPlainMarket } from './fixture/market.plain-schema.ts';
import { type MarketServers, startMarketServers } from './fixture/market.servers.ts';
import { generateOperation, seededRandom } from './generate-operation.ts';

/** Set by `npm run test:nightly` to at least 10,000. */
const operations = Number(process.env.REDRESS_REMOTE_OPERATIONS ?? 300);
/** Requests of the gateway that are under way at one time. */
const width = 10;

describe('the gateway over four remote subgraphs', () => {
  let servers: MarketServers;
  let gateway: Gateway<MarketContext>;

  beforeAll(async () => {
    servers = await startMarketServers();
    const transports = Object.entries(servers.urls).map(
      ([name, url]) => [name, createHttpTransport<MarketContext>(url)] as const,
    );
    gateway = createMarketGateway(Object.fromEntries(transports));
  });

  afterAll(async () => {
    await gateway.close();
    await servers.close();
  });

  it(`answers ${operations} generated queries as one schema does`, { timeout: 0 }, async () => {
    const plain = buildPlainMarket(printSchema(gateway.schema));
    const compare = async (seed: number) => {
      const { text, variables } = generateOperation(plain, seededRandom(seed), {
        examples: marketExamples,
      });
      const contextValue = { counter: 0 };
      const document = parse(text);
      const args = { schema: plain, document, variableValues: variables, contextValue };
      const expected: ExecutionResult = await execute(args);
      const actual = await gateway.execute({ document: text, variables, contextValue });
      expect(compareResults(expected, actual), text).toEqual([]);
    };
    for (let seed = 0; seed < operations; seed += width) {
      await Promise.all(Array.from({ length: width }, (_, index) => compare(seed + index)));
    }
  });
});
