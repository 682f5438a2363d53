import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asDatabases } from '../../src/database/databases.ts';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../src/gateway/transports/embedded.transport.ts';
import { type Databases, OperationContext } from '../../src/resolvers/operation-context.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';
import { DateScalar } from '../../src/schema/scalars/date.scalar.ts';
import { DateTimeScalar } from '../../src/schema/scalars/date-time.scalar.ts';
import { compareResults } from '../gateway/compare-results.ts';
import { generateOperation, seededRandom } from '../gateway/generate-operation.ts';
import { alder, birch, cedar, openSmallDatabase } from '../resolvers/small-database.ts';
import { mergeSubgraphs } from './merged-schema.ts';

/** Values that lead somewhere, with some that lead nowhere or are refused. */
const years = [2019, 2020, 2022, 2023, 1999, 3];
const examples = {
  'Query.council.code': [alder, birch, cedar, 'E99999999'],
  'Query.council.slug': ['alder', 'birch', 'cedar', 'nowhere'],
  'Query.decision.reference': ['19 000 001', '19-000-005', '18 000 000', 'nonsense'],
  'Query.letter.id': ['letter-2019', 'letter-2020', 'none'],
  'Query.nationalPerformance.yearEnding': years,
  'Query.groupPerformance.yearEnding': years,
  'Query.groupPerformance.region': ['South East', 'North West'],
  'Query.figureFreezes.yearEnding': years,
  'Query.trainingYear.yearEnding': years,
  'Query.edition.yearEnding': years,
  'Council.performance.yearEnding': years,
  'Council.training.yearEnding': years,
  'Council.letterComment.yearEnding': years,
  'CouncilFilter.regions': ['South East', 'North West'],
  'CouncilFilter.codes': [alder, birch],
  'DecisionFilter.councils': [alder, birch],
  DateTime: ['2019-06-01T12:00:00Z', '2020-03-31T00:00:00Z'],
  Date: ['2019-06-01', '2019-07-01', '2020-03-31'],
  JSON: [{}],
};

let databases: Databases;
let gateway: Gateway<OperationContext>;
const subgraphs = createSubgraphs();

beforeAll(async () => {
  const database = await openSmallDatabase();
  databases = asDatabases(database);
  gateway = createGateway<OperationContext>({
    supergraphSdl: composeSupergraph(subgraphs),
    transports: Object.fromEntries(
      subgraphs.map(({ name, schema }) => [
        name,
        createEmbeddedTransport<OperationContext>(schema),
      ]),
    ),
    scalars: [DateScalar, DateTimeScalar],
    logger: { error: () => {}, warn: () => {}, info: () => {} },
  });
});
afterAll(async () => {
  await gateway.close();
  await databases.councils.destroy();
});

describe('the gateway over our own five subgraphs', () => {
  it('answers 500 generated queries as one schema with the same resolvers does', async () => {
    const plain = mergeSubgraphs(subgraphs, gateway.schema);
    let withData = 0;
    await fc.assert(
      fc.asyncProperty(fc.noShrink(fc.nat()), async (seed) => {
        const { text, variables } = generateOperation(plain, seededRandom(seed), { examples });
        const expected = await execute({
          schema: plain,
          document: parse(text),
          variableValues: variables,
          contextValue: new OperationContext(databases, new Set()),
        });
        const actual = await gateway.execute({
          document: text,
          variables,
          contextValue: new OperationContext(databases, new Set()),
        });
        if (expected.data) withData += 1;
        expect(compareResults(expected, actual), `${text}\n${JSON.stringify(variables)}`).toEqual(
          [],
        );
      }),
      { numRuns: 500, seed: 22_072_020 },
    );
    expect(withData).toBeGreaterThan(100);
  });
});
