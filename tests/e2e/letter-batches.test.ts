import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
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

/** How many SQL statements the letters of so many councils take. */
async function countStatements(first: number): Promise<number> {
  const answer = await redress.gateway.execute({
    document: `{ councils(first: ${first}, filter: { types: [METROPOLITAN] }) { nodes { slug } } }`,
    contextValue: redress.createContext(new Set()),
  });
  const { nodes: councils } = (answer.data as { councils: { nodes: { slug: string }[] } }).councils;
  expect(councils).toHaveLength(first);
  counter.statements.length = 0;
  const letters = await redress.engine.renderMany(
    'annual-letter',
    councils.map(({ slug }) => ({ council: slug, yearEnding: 2020 })),
  );
  expect(letters.filter(({ ok }) => !ok)).toEqual([]);
  return counter.statements.length;
}

describe('a batch of annual letters', () => {
  it('takes as many SQL statements for 30 letters as for 5', async () => {
    expect(await countStatements(30)).toBe(await countStatements(5));
  });
});
