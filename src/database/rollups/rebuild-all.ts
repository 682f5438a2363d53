import type { QueryRunner } from 'typeorm';
import { complianceTables } from './compliance-rollup.ts';
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
  /** Whose rows those were, a few of them: `E07000107 2020`. */
  examples: string[];
}

/**
 * Makes every count again from decisions, recommendations and printed figures alone, in the caller's transaction, and
 * says what differed. A second time nothing does.
 *
 * @param onProgress Told how many of the tables are done.
 */
export async function rebuildAll(
  runner: QueryRunner,
  onProgress: (table: string, done: number, total: number) => void = () => {},
): Promise<RebuiltTable[]> {
  const tables = [
    ...[...decisionRollupTables(), ...complianceTables()].map(({ table, fill }) => ({
      table,
      refill: () => runner.query(fill),
    })),
    { table: 'council_figure', refill: () => refillCouncilFigures(runner) },
  ];
  const rebuilt: RebuiltTable[] = [];
  for (const { table, refill } of tables) {
    rebuilt.push(await rebuild(runner, table, refill));
    onProgress(table, rebuilt.length, tables.length);
  }
  return rebuilt;
}

async function rebuild(
  runner: QueryRunner,
  table: string,
  refill: () => Promise<unknown>,
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
    examples: await findExamples(runner, table, [made, dropped]),
  };
  await runner.query(`DROP TABLE ${kept}`);
  return result;
}

const shownExamples = 5;

async function findExamples(
  runner: QueryRunner,
  table: string,
  selects: readonly string[],
): Promise<string[]> {
  const owner = table === 'decision_type_rollup' ? 'council_type' : 'gss_code';
  const found = new Set<string>();
  for (const select of selects) {
    const rows: { owner_name: string; year_ending: number }[] = await runner.query(
      `SELECT DISTINCT ${owner} AS owner_name, year_ending FROM (${select}) AS rows_of_it
       ORDER BY owner_name, year_ending LIMIT ${shownExamples}`,
    );
    for (const row of rows) found.add(`${row.owner_name} ${row.year_ending}`);
  }
  return [...found].toSorted().slice(0, shownExamples);
}

async function count(runner: QueryRunner, select: string): Promise<number> {
  const [row]: { counted: number }[] = await runner.query(
    `SELECT COUNT(*) AS counted FROM (${select}) AS rows_of_it`,
  );
  return Number(row?.counted ?? 0);
}

async function refillCouncilFigures(runner: QueryRunner): Promise<void> {
  const rows: { gss_code: string; year_ending: number }[] = await runner.query(
    `SELECT gss_code, year_ending FROM decision_rollup
     UNION SELECT gss_code, year_ending FROM compliance_rollup
     UNION SELECT gss_code, year_ending FROM published_figure`,
  );
  const all = new CouncilYears();
  for (const row of rows) all.add(row.gss_code, row.year_ending);
  await rebuildCouncilFigures(runner, all);
}
