import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../bench/house/operations.ts';
import { openSampleDatabase } from '../open-sample-database.ts';
import { openGraph, type TestGraph } from '../resolvers/ask-graph.ts';
import { StatementCounter } from './statement-counter.ts';

let graph: TestGraph;
const counter = new StatementCounter();

beforeAll(async () => {
  const { dataSource } = await openSampleDatabase({ logging: counter });
  graph = openGraph(dataSource);
});
afterAll(() => graph.close());

/** How many SQL statements an operation takes. */
async function countStatements(query: string, variables: Record<string, unknown> = {}) {
  counter.statements.length = 0;
  const { errors } = await graph.ask(query, variables, ['casework:read', 'letters:read']);
  expect(errors).toEqual([]);
  return counter.statements.length;
}

/** A page of councils with performance, similar averages and 5 decisions each, of `first` councils. */
const page = (first: number) => operations[0].query.replace('first: 50', `first: ${first}`);

describe('SQL statements of an operation', () => {
  it('are at most 12 for a page of councils with performance, averages and decisions', async () => {
    expect(await countStatements(page(50))).toBeLessThanOrEqual(12);
  });

  it('are the same for 5 councils as for 50', async () => {
    expect(await countStatements(page(5))).toBe(await countStatements(page(50)));
  });

  it('read counts and no decision for figures, averages, histories, ranks, groups and England', async () => {
    const rate = '{ numerator denominator percent }';
    const figures = `upheld ${rate} compliance ${rate} satisfactoryRemedies ${rate} upheldPer100k
      subjects { subject received } outcomes { outcome count } categories { category upheld }
      similar { upheld ${rate} compliance ${rate} }
      standing { upheld { rank quartile } } complianceStanding { rank quartile }`;
    await countStatements(
      `{ council(slug: "leeds") { performance(yearEnding: 2020) { ${figures} } performanceHistory { ${figures} } }
        groupPerformance(yearEnding: 2020, councilType: DISTRICT) { upheld ${rate} compliance ${rate} }
        nationalPerformance(yearEnding: 2020) { upheld ${rate} compliance ${rate} } }`,
    );
    const tables = counter.statements.flatMap((sql) => [
      ...sql.matchAll(/\b(?:FROM|JOIN) "(\w+)"/g),
    ]);
    const read = new Set(tables.map(([, table]) => table));
    expect(read).toContain('decision_rollup');
    expect(read).toContain('compliance_rollup');
    for (const cases of ['decision', 'recommendation', 'compliance_outcome']) {
      expect(read).not.toContain(cases);
    }
  });

  it('is one more for the largest movers, and the figures of each are read together', async () => {
    const england = (selection: string) =>
      `{ nationalPerformance(yearEnding: 2020) { upheld { percent } ${selection} } }`;
    const movers = (first: number, selection: string) =>
      england(`largestMovers(first: ${first}) { up { change ${selection} } down { change } }`);
    const plain = await countStatements(england(''));
    expect(await countStatements(movers(8, ''))).toBe(plain + 1);
    const figures =
      'council { name } performance { upheld { percent } } performanceBefore { upheld { percent } }';
    const some = await countStatements(movers(2, figures));
    expect(await countStatements(movers(50, figures))).toBe(some);
  });

  it.each([
    [
      'history',
      'performanceHistory { upheld { percent } compliance { percent } upheldPer100k similar { upheld { percent } } }',
    ],
    [
      'performance with standing and categories',
      'performance(yearEnding: 2020) { upheld { percent } compliance { percent } similar { upheld { percent } compliance { percent } } standing { upheld { rank } upheldPer100k { quartile } } complianceStanding { rank } categories { category subcategories { upheld } } }',
    ],
    [
      'decisions with recommendations',
      'decisions(first: 3) { totalCount nodes { reference recommendations { kind } council { name } } }',
    ],
    [
      'service improvements',
      'serviceImprovements(first: 3) { totalCount nodes { text decision { outcome } } }',
    ],
    ['public reports', 'publicReports { reference decision { summary } }'],
    [
      'training',
      'training(yearEnding: 2020) { courses { course { title } } seminars { authorities } }',
    ],
    [
      'letters and comments',
      'letters { totalCount nodes { path } } letterComment(yearEnding: 2020)',
    ],
    [
      'officers and relations',
      'officers { name } county { name } successors { name } predecessors { name }',
    ],
  ])('do not grow with the number of councils: %s', async (_what, selection) => {
    const query = (first: number) => `{ councils(first: ${first}) { nodes { ${selection} } } }`;
    const some = await countStatements(query(50));
    expect(await countStatements(query(100))).toBe(some);
    expect(some).toBeGreaterThan(1);
  });
});
