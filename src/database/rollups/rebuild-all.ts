import type { QueryRunner } from 'typeorm';
import type { Runners, TableOwner } from '../databases.ts';
import { complianceTables } from './compliance-rollup.ts';
import { councilCopies, refillCopy } from './council-copies.ts';
import { rebuildCouncilFigures } from './council-figures.ts';
import { CouncilYears } from './council-years.ts';
import { decisionRollupTables } from './decision-rollup.ts';

/** What making the counts of one table again showed. */
export interface RebuiltTable {
  table: string;
  /** Rows it has now. */
  rows: number;
  /** Rows of now that were missing, or said something else. */
  made: number;
  /** Rows of before that said something else, or should not have been there. */
  dropped: number;
  /** Whose rows those were, a few of them: `E07000107 2020`, or `E07000107` of a table without years. */
  examples: string[];
}

/**
 * Makes every count again from decisions, recommendations and printed figures alone, and what subgraphs remember of
 * councils from the councils, in the caller's transaction, and says what differed. A second time nothing does.
 *
 * @param onProgress Told how many of the tables are done.
 */
export async function rebuildAll(
  runners: Runners,
  onProgress: (table: string, done: number, total: number) => void = () => {},
): Promise<RebuiltTable[]> {
  const tables: Rebuilding[] = [
    ...councilCopies.map((copy) => ({
      owner: copy.owner,
      table: copy.shape.table,
      hasYears: false,
      refill: () => refillCopy(runners, copy),
    })),
    ...decisionRollupTables().map((rollup) => filledBy(runners, 'decisions', rollup)),
    ...complianceTables().map((rollup) => filledBy(runners, 'recommendations', rollup)),
    {
      owner: 'councils',
      table: 'council_figure',
      hasYears: true,
      refill: () => refillCouncilFigures(runners),
    },
  ];
  const rebuilt: RebuiltTable[] = [];
  for (const table of tables) {
    rebuilt.push(await rebuild(runners[table.owner], table));
    onProgress(table.table, rebuilt.length, tables.length);
  }
  return rebuilt;
}

interface Rebuilding {
  owner: TableOwner;
  table: string;
  /** Whether its rows are of one year each. */
  hasYears: boolean;
  refill: () => Promise<unknown>;
}

function filledBy(
  runners: Runners,
  owner: TableOwner,
  { table, fill }: { table: string; fill: string },
): Rebuilding {
  return { owner, table, hasYears: true, refill: () => runners[owner].query(fill) };
}

async function rebuild(
  runner: QueryRunner,
  { table, hasYears, refill }: Rebuilding,
): Promise<RebuiltTable> {
  const kept = `kept_${table}`;
  await runner.query(`CREATE TEMPORARY TABLE ${kept} AS SELECT * FROM ${table}`);
  await runner.query(`DELETE FROM ${table}`);
  await refill();
  const made = `SELECT * FROM ${table} EXCEPT SELECT * FROM ${kept}`;
  const dropped = `SELECT * FROM ${kept} EXCEPT SELECT * FROM ${table}`;
  const result = {
    table,
    rows: await count(runner, `SELECT * FROM ${table}`),
    made: await count(runner, made),
    dropped: await count(runner, dropped),
    examples: await findExamples(runner, table, hasYears, [made, dropped]),
  };
  await runner.query(`DROP TABLE ${kept}`);
  return result;
}

const shownExamples = 5;

async function findExamples(
  runner: QueryRunner,
  table: string,
  hasYears: boolean,
  selects: readonly string[],
): Promise<string[]> {
  const owner = table === 'decision_type_rollup' ? 'council_type' : 'gss_code';
  const found = new Set<string>();
  for (const select of selects) {
    const year = hasYears ? 'year_ending' : "''";
    const rows: { owner_name: string; year_ending: number | string }[] = await runner.query(
      `SELECT DISTINCT ${owner} AS owner_name, ${year} AS year_ending FROM (${select}) AS rows_of_it
       ORDER BY owner_name, year_ending LIMIT ${shownExamples}`,
    );
    for (const row of rows) found.add(`${row.owner_name} ${row.year_ending}`.trimEnd());
  }
  return [...found].toSorted().slice(0, shownExamples);
}

async function count(runner: QueryRunner, select: string): Promise<number> {
  const [row]: { counted: number }[] = await runner.query(
    `SELECT COUNT(*) AS counted FROM (${select}) AS rows_of_it`,
  );
  return Number(row?.counted ?? 0);
}

async function refillCouncilFigures(runners: Runners): Promise<void> {
  const all = new CouncilYears();
  for (const [runner, table] of [
    [runners.decisions, 'decision_rollup'],
    [runners.recommendations, 'compliance_rollup'],
    [runners.decisions, 'published_figure'],
  ] as const) {
    const rows: { gss_code: string; year_ending: number }[] = await runner.query(
      `SELECT DISTINCT gss_code, year_ending FROM ${table}`,
    );
    for (const row of rows) all.add(row.gss_code, row.year_ending);
  }
  await rebuildCouncilFigures(runners, all);
}
