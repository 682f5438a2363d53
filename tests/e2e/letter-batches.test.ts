import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
import type { Season } from '../../src/reports/report-engine.ts';
import { openSampleDatabase } from '../open-sample-database.ts';
import { StatementCounter } from './statement-counter.ts';

let redress: Redress;
const counter = new StatementCounter();

beforeAll(async () => {
  const { dataSource } = await openSampleDatabase({ logging: counter });
  const logger = { error: () => {}, warn: () => {}, info: () => {} };
  redress = assembleRedress(dataSource, 'https://redress.example.org', logger);
});
afterAll(() => redress.close());

/** The parameters of the letters of so many councils. */
async function lettersOf(first: number): Promise<{ council: string; yearEnding: number }[]> {
  const answer = await redress.gateway.execute({
    document: `{ councils(first: ${first}, filter: { types: [METROPOLITAN] }) { nodes { slug } } }`,
    contextValue: redress.createContext(new Set()),
  });
  const { nodes: councils } = (answer.data as { councils: { nodes: { slug: string }[] } }).councils;
  expect(councils).toHaveLength(first);
  return councils.map(({ slug }) => ({ council: slug, yearEnding: 2020 }));
}

/** The SQL statements that making letters takes. */
async function statementsOf(
  parameters: readonly unknown[],
  season?: Season,
): Promise<readonly string[]> {
  counter.statements.length = 0;
  for await (const letter of redress.engine.renderEach('annual-letter', parameters, { season })) {
    if (!letter.ok) throw letter.error;
  }
  return [...counter.statements];
}

describe('a batch of annual letters', () => {
  it('takes as many SQL statements for 30 letters as for 5', async () => {
    const letters = await lettersOf(30);
    const few = await statementsOf(letters.slice(0, 5));
    expect(await statementsOf(letters)).toHaveLength(few.length);
  });

  it('reads what is of no one council once for all batches of a season', async () => {
    const letters = await lettersOf(20);
    const season = redress.engine.openSeason();
    const first = await statementsOf(letters.slice(0, 10), season);
    const second = await statementsOf(letters.slice(10), season);
    const national = /FROM (?:edition|seminar|course|decision_type_rollup|decision_council)\b/;
    expect(first.some((statement) => national.test(statement))).toBe(true);
    expect(second.filter((statement) => national.test(statement))).toEqual([]);
    expect(second.length).toBeLessThan(first.length);
  });

  it('reads it anew for the next season', async () => {
    const letters = await lettersOf(10);
    const first = await statementsOf(letters);
    expect(await statementsOf(letters)).toHaveLength(first.length);
  });
});
