import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { parse } from 'graphql';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asDatabases } from '../../src/database/databases.ts';
import { ResponseCache } from '../../src/gateway/caching/response-cache.ts';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from '../../src/gateway/supergraph/public-schema.ts';
import { createEmbeddedTransport } from '../../src/gateway/transports/embedded.transport.ts';
import { OperationContext, type Scope, scopes } from '../../src/resolvers/operation-context.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';
import { silentLogger } from '../gateway/fixture/market.gateway.ts';
import { generateOperation, seededRandom } from '../gateway/generate-operation.ts';
import { alder, birch, cedar, openSmallDatabase } from '../resolvers/small-database.ts';

/** Set it larger for a long run. */
const rounds = Number(process.env.REDRESS_CACHE_ROUNDS ?? 150);

/** All kinds of callers; the public twice, so that it comes often. */
const callers: readonly (readonly Scope[])[] = [
  [],
  [],
  ['casework:read'],
  ['letters:read'],
  [...scopes],
];

/** What only some may have: officers, personal remedies, and what is under embargo. */
const secrets =
  /Ada Hale|Kofi Osei|@alder\.example|Apologise to the tenant|under embargo|letter-2020/;

const examples = {
  'Query.council.code': [alder, birch],
  'Query.council.slug': ['alder'],
  'Query.decision.reference': ['19 000 001'],
  'Query.letter.id': ['letter-2019', 'letter-2020'],
  'Query.nationalPerformance.yearEnding': [2020],
  'Query.trainingYear.yearEnding': [2020],
  'Query.edition.yearEnding': [2019, 2020],
  'Council.performance.yearEnding': [2020],
  'Council.training.yearEnding': [2020],
  'Council.letterComment.yearEnding': [2019, 2020],
  'CouncilFilter.codes': [alder, cedar],
  Int: [1, 5, 2020],
  JSON: [{}],
};

let database: DataSource;
let gateway: Gateway<OperationContext>;
let kept: FastifyInstance;
let fresh: FastifyInstance;
let hits = 0;

beforeAll(async () => {
  database = await openSmallDatabase();
  const subgraphs = createSubgraphs();
  gateway = createGateway<OperationContext>({
    supergraphSdl: composeSupergraph(subgraphs),
    transports: Object.fromEntries(
      subgraphs.map(({ name, schema }) => [
        name,
        createEmbeddedTransport<OperationContext>(schema),
      ]),
    ),
    logger: silentLogger,
  });
  const serve = (responseCache?: ResponseCache) =>
    createGatewayServer<OperationContext>({
      gateway,
      responseCache,
      logger: silentLogger,
      limits: { maxCost: 1_000_000_000, maxRepeatedFields: 1_000 },
      identify: ({ headers }) => {
        const scopes = callers[Number(headers['x-caller'])] ?? [];
        return { id: scopes.length > 0 ? 'officer' : null, scopes: new Set(scopes) };
      },
      createContext: (_request, caller) =>
        new OperationContext(
          asDatabases(database),
          new Set(scopes.filter((scope) => caller.scopes.has(scope))),
        ),
    });
  kept = await serve(
    new ResponseCache({
      onLookup: (result) => {
        if (result === 'hit') hits += 1;
      },
    }),
  );
  fresh = await serve();
});
afterAll(async () => {
  await kept.close();
  await fresh.close();
  await gateway.close();
  await database.destroy();
});

describe('the response cache over our own graph', () => {
  it(`changes no answer of ${rounds} random operations, each asked by callers in random order`, async () => {
    const schema = buildPublicSchema(parse(gateway.supergraphSdl));
    let told = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.noShrink(fc.nat()),
        fc.array(fc.nat({ max: callers.length - 1 }), { minLength: 4, maxLength: 7 }),
        async (seed, order) => {
          const { text: query, variables } = generateOperation(schema, seededRandom(seed), {
            examples,
            maxDepth: 4,
            maxFields: 8,
            introspection: false,
          });
          for (const caller of order) {
            const request = {
              method: 'POST',
              url: '/graphql',
              headers: { 'x-caller': String(caller) },
              payload: { query, variables },
            } as const;
            const expected = await fresh.inject(request);
            const answer = await kept.inject(request);
            const where = `${query}\n${JSON.stringify(variables)}\nby ${callers[caller]?.join(' ')}`;
            expect(answer.payload, where).toBe(expected.payload);
            expect(answer.headers['cache-control']).toBe(expected.headers['cache-control']);
            if (secrets.test(answer.payload.replaceAll(query, ''))) {
              told += 1;
              expect(callers[caller], where).not.toEqual([]);
              expect(answer.headers['cache-control'], where).not.toContain('public');
              expect(answer.headers.age, where).toBeUndefined();
            }
          }
        },
      ),
      { numRuns: rounds, seed: 22_072_020 },
    );
    expect(hits).toBeGreaterThan(rounds / 10);
    expect(told).toBeGreaterThan(0);
  });
});
