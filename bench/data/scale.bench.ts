import { deepStrictEqual } from 'node:assert/strict';
import { whyNoPostgres } from '../../scripts/postgres-programs.ts';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
import { annualLetterQuery } from '../../src/plugins/annual-letter/query.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { compare } from '../compare.ts';
import { describeSpread } from '../spread.ts';
import { expectScaled } from './expect-scaled.ts';
import {
  councilsOperation,
  councilYears,
  deepPageOperation,
  facetsOperation,
  performanceOperation,
  readDeepPage,
  type ScaleOperation,
  wordFacetsOperation,
} from './scale-operations.ts';
import { type ScaledDatabases, scalePostgres, scaleSqlite } from './scaled-databases.ts';
import { readTimes } from './times.ts';

export const name =
  'Data: the same questions of the sample and of many times its casework, on SQLite and PostgreSQL';

const operations: readonly ScaleOperation[] = [
  performanceOperation,
  { what: 'The query of a letter', most: 1.5, query: '', variables: councilYears },
  councilsOperation,
  deepPageOperation,
  facetsOperation,
  wordFacetsOperation,
];

const silent = { error: () => {}, warn: () => {}, info: () => {} };

/** One size of the data, and everything that answers on it. */
interface Size {
  times: number;
  decisions: number;
  redress: Redress;
}

/** Whole operations through the gateway in this process, each size in turn. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const sizes = [...new Set([1, ...readTimes([1, 10])])].toSorted((a, b) => a - b);
  const rows = await measure(await scaleSqlite(), sizes);
  const why = whyNoPostgres();
  if (why === undefined) rows.push(...(await measure(await scalePostgres(), sizes)));
  else process.stdout.write(`  PostgreSQL is left out: ${why}.\n`);
  return { rows };
}

async function measure(
  databases: ScaledDatabases,
  allTimes: readonly number[],
): Promise<BenchRow[]> {
  const sizes: Size[] = [];
  try {
    for (const times of allTimes) {
      const database = await databases.open(times);
      const redress = assembleRedress(database, 'http://127.0.0.1:4000', silent);
      const [row]: { count: number }[] = await database.query(
        'SELECT COUNT(*) AS count FROM decision',
      );
      sizes.push({ times, decisions: Number(row?.count), redress });
    }
    const rows: BenchRow[] = [];
    for (const operation of operations)
      rows.push(await measureOperation(operation, sizes, databases.kind));
    return rows;
  } finally {
    for (const { redress } of sizes) await redress.close();
    await databases.close();
  }
}

async function measureOperation(
  operation: ScaleOperation,
  sizes: readonly Size[],
  kind: string,
): Promise<BenchRow> {
  const contenders = [];
  const first: unknown[] = [];
  for (const size of sizes) {
    const { times, decisions, redress } = size;
    const asked = await operation.variables(redress.database);
    for (const [at, variables] of asked.entries()) {
      const data = await answer(redress, operation, variables);
      first[at] ??= data;
      if (operation === deepPageOperation) {
        await checkDeepPage(size, data, at);
        expectScaled(totalOf(first[at]), totalOf(data), times);
      } else expectScaled(first[at], data, times);
    }
    let turn = 0;
    contenders.push({
      name: `${decisions.toLocaleString('en-GB')}`,
      run: () => answer(redress, operation, asked[turn++ % asked.length] ?? {}),
    });
  }
  const measured = await compare(contenders, { rounds: 15, turnMs: 200 });
  const [smallest, largest] = [measured.at(0), measured.at(-1)];
  if (!smallest || !largest) throw new Error('compare gives a result for each contender');
  return {
    what: `${kind}: ${operation.what}`,
    against: `as fast with ${sizes.at(-1)?.times} times the data`,
    ratio: largest.perSecond / smallest.perSecond,
    target: operation.most === null ? null : 1 / operation.most,
    detail: measured
      .map(
        (one) =>
          `${roughly(1000 / one.perSecond)} ${describeSpread(one)} ms at ${one.name} decisions`,
      )
      .join(', '),
  };
}

/** What an operation gives. Throws where any part of it failed. */
async function answer(
  { gateway, createContext, askForReports }: Redress,
  { query }: ScaleOperation,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { document, source, operationName } = annualLetterQuery;
  const result =
    query === ''
      ? await askForReports({ document, source, operationName, variables })
      : await gateway.execute({
          document: query,
          variables: { ...variables },
          contextValue: createContext(new Set()),
        });
  if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors));
  return result.data;
}

interface DeepPage {
  decisions: { totalCount: number; nodes: { reference: string }[] };
}

function totalOf(data: unknown) {
  return { totalCount: (data as DeepPage).decisions.totalCount };
}

/** The page is the one that other SQL gives, and it is deep in the list. */
async function checkDeepPage({ redress }: Size, data: unknown, at: number): Promise<void> {
  // Counting what comes before reads all of the casework: once is enough.
  if (at > 0) return;
  const { references, before } = await readDeepPage(redress.database, at);
  const { nodes, totalCount } = (data as DeepPage).decisions;
  deepStrictEqual(
    nodes.map(({ reference }) => reference),
    references,
  );
  if (before < totalCount / 4) throw new Error(`[bench] ${before} of ${totalCount} is not deep.`);
}
