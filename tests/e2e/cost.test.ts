import fc from 'fast-check';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  parse,
  printSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCostRules } from '../../src/gateway/limits/cost-rules.ts';
import { type CostEstimator, createCostEstimator } from '../../src/gateway/limits/estimate-cost.ts';
import { generateOperation, seededRandom } from '../gateway/generate-operation.ts';
import { countObjects } from '../gateway/limits/count-objects.ts';
import { openServer, type TestServer } from './open-server.ts';

/** Values that lead to the councils, years and letters with most to tell. */
const examples = {
  'Query.council.slug': ['leeds', 'dartford', 'cornwall', 'north-yorkshire', 'nowhere'],
  'Query.nationalPerformance.yearEnding': [2019, 2020],
  'Query.groupPerformance.yearEnding': [2019, 2020],
  'Query.groupPerformance.region': ['South East', 'London'],
  'Query.figureFreezes.yearEnding': [2020],
  'Query.trainingYear.yearEnding': [2019, 2020],
  'Query.edition.yearEnding': [2020],
  'Council.performance.yearEnding': [2018, 2020],
  'Council.training.yearEnding': [2019, 2020],
  'CouncilFilter.regions': ['South East', 'London'],
  Int: [1, 2, 5, 20, 100, 0, -1],
  DateTime: ['2019-06-01T12:00:00Z'],
  Date: ['2019-06-01', '2020-03-31'],
  JSON: [{}],
};

let server: TestServer;
let estimate: CostEstimator;

beforeAll(async () => {
  server = await openServer();
  const { schema, supergraphSdl } = server.gateway;
  // Nothing is left to the assumption: with 0 for it, an unsized list would show at once.
  estimate = createCostEstimator(schema, parse(supergraphSdl), 0);
});
afterAll(() => server.close());

describe('the estimated cost of an operation on our graph', () => {
  it('rests on no assumption: every list of objects has a size or page arguments', () => {
    const { listSizes } = readCostRules(parse(server.gateway.supergraphSdl));
    const unsized = Object.values(server.gateway.schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .flatMap((type) =>
        isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : [],
      )
      .filter(
        ({ field }) =>
          isListType(getNullableType(field.type)) && isObjectType(getNamedType(field.type)),
      )
      .map(({ type, field }) => `${type.name}.${field.name}`)
      .filter((name) => !listSizes.has(name) && !/Connection\.(nodes|edges)$/.test(name));
    expect(unsized).toEqual([]);
  });

  it('is never below the objects that 1,000 generated operations give from the sample dataset', async () => {
    const plain = buildSchema(printSchema(server.gateway.schema));
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
        const { text, variables } = generateOperation(plain, seededRandom(seed), {
          examples,
          introspection: false,
          maxDepth: 4,
        });
        // A JSON scalar may hold objects of its own, which are no objects of the graph.
        fc.pre(!/\bparameters\b/.test(text));
        const cost = estimate(parse(text), undefined, variables);
        fc.pre(cost < 20_000);
        const { data } = await server.gateway.execute({
          document: text,
          variables,
          contextValue: server.createContext(new Set(['admin'])),
        });
        const real = countObjects(data);
        counted += real;
        expect(cost, `${text}\n${JSON.stringify(variables)}`).toBeGreaterThanOrEqual(real);
      }),
      { numRuns: 1_000, seed: 22_072_020 },
    );
    expect(counted).toBeGreaterThan(5_000);
  });
});
