import { parse } from 'graphql';
import type { DataSource } from 'typeorm';
import { assembleRedress } from '../../src/composition/assemble-redress.ts';
import { observeStatements } from '../../src/database/observe-statements.ts';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import type { BenchRow } from '../bench.ts';
import { openBenchDatabase } from './bench-database.ts';
import { operations } from './operations.ts';

export const name = 'Statements: SQL of operations with many rows, against the same with few';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const scopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

/** What makes the operations of the bench small. */
const few: Readonly<Record<string, { from: string; to: string }>> = {
  [operations[0].what]: { from: 'councils(first: 50)', to: 'councils(first: 2)' },
  [operations[1].what]: { from: 'decisions(first: 10,', to: 'decisions(first: 1,' },
};

/** Counts, which are the same on every machine. No clock. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const database = await openBenchDatabase();
  const counted = countStatements(database);
  const { gateway, createContext, close } = assembleRedress(
    database,
    'http://127.0.0.1:4000',
    silent,
  );
  const count = async (query: string, variables: object): Promise<number> => {
    counted.statements = 0;
    const { data, errors } = await gateway.execute({
      document: parse(query),
      variables: { ...variables },
      contextValue: createContext(scopes),
    });
    if (data == null || errors !== undefined) throw new Error(`No answer to ${query}`);
    return counted.statements;
  };
  try {
    const rows: BenchRow[] = [];
    for (const { what, query, variables } of operations) {
      const small = few[what];
      if (small === undefined) continue;
      const [least, most] = [
        await count(query.replace(small.from, small.to), variables),
        await count(query, variables),
      ];
      rows.push({
        what,
        against: `the same with ${small.to.replace(/,$/, ')')}`,
        ratio: least / most,
        target: 1,
        detail: `${most} statements and ${least}`,
      });
    }
    return { rows };
  } finally {
    await close();
  }
}

function countStatements(database: DataSource): { statements: number } {
  const counted = { statements: 0 };
  observeStatements(database, () => {
    counted.statements += 1;
    return undefined;
  });
  return counted;
}
