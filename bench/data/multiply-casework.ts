import type { DataSource, QueryRunner } from 'typeorm';
import { DeferredIndexes } from '../../src/database/deferred-indexes.ts';
import { dialectOf } from '../../src/database/dialect.ts';
import { rebuildAll } from '../../src/database/rollups/rebuild-all.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';

/** References of copies begin where the sample's years have none: `21 000 000`. */
const firstCopy = 21_000_000;

const decisionColumns =
  'gss_code, council_type, received_on, decided_on, received_year, decided_year, subject, category, subcategory, outcome, satisfactory_remedy';
const recommendationColumns =
  'number, r.gss_code, r.council_type, r.kind, r.remedy, r.text, r.due_on, r.settled_on, r.compliance, r.sample';

/**
 * Multiplies the decisions and recommendations of a database that holds the sample, inside the database: each row again
 * and again under references of its own. An import of as many rows takes ten times as long and leaves the same rows.
 * Then the counts are made again by what `redress migrate --rebuild` does. Public reports stay as many as they are: a
 * letter lists every one, and more of them are a longer answer, not more data under the same answer.
 */
export async function multiplyCasework(
  database: DataSource,
  times: number,
  onProgress: (what: string) => void,
): Promise<void> {
  await inWriteTransaction(database, async (runners) => {
    const runner = runners.decisions;
    const removed: DeferredIndexes[] = [];
    for (const table of ['decision', 'recommendation']) {
      removed.push(await DeferredIndexes.removeFrom(runner, table));
    }
    await dropTriggers(runner);
    await runner.query(
      `CREATE TEMPORARY TABLE numbered AS
       SELECT reference AS original, ROW_NUMBER() OVER (ORDER BY reference) - 1 AS place FROM decision`,
    );
    const [row]: { count: number }[] = await runner.query('SELECT COUNT(*) AS count FROM numbered');
    const count = Number(row?.count);
    for (let copy = 1; copy < times; copy += 1) {
      await copyOnce(runner, firstCopy + (copy - 1) * count);
      onProgress(`${copy + 1} of ${times} times written`);
    }
    await runner.query('DROP TABLE numbered');
    for (const indexes of removed) await indexes.restore();
    onProgress('indexes made');
    if (database.options.type === 'sqlite') await dialectOf(runner).rebuildSearchIndex(runner);
    onProgress('words found');
    await rebuildAll(runners, (table) => onProgress(`${table} counted`));
  });
  await database.query(database.options.type === 'postgres' ? 'VACUUM ANALYZE' : 'PRAGMA optimize');
}

async function copyOnce(runner: QueryRunner, first: number): Promise<void> {
  const digits = `CAST(n.place + ${first} AS VARCHAR(8))`;
  const reference = `SUBSTR(${digits}, 1, 2) || ' ' || SUBSTR(${digits}, 3, 3) || ' ' || SUBSTR(${digits}, 6, 3)`;
  await runner.query(
    `INSERT INTO decision (reference, ${decisionColumns}, public_report, public_report_url, summary, sample)
     SELECT ${reference}, ${decisionColumns}, FALSE, NULL, summary, sample
     FROM numbered AS n JOIN decision AS d ON d.reference = n.original ORDER BY n.place`,
  );
  await runner.query(
    `INSERT INTO recommendation (decision_reference, ${recommendationColumns.replaceAll('r.', '')})
     SELECT ${reference}, r.${recommendationColumns}
     FROM numbered AS n JOIN recommendation AS r ON r.decision_reference = n.original ORDER BY n.place`,
  );
}

/** SQLite's keep the index of words, which is made at once in the end. */
async function dropTriggers(runner: QueryRunner): Promise<void> {
  if (runner.connection.options.type !== 'sqlite') return;
  const triggers: { name: string }[] = await runner.query(
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decision'",
  );
  for (const { name } of triggers) await runner.query(`DROP TRIGGER "${name}"`);
}
