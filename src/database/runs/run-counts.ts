import type { DataSource } from 'typeorm';

/** How many letters of a run are how far. */
export interface RunCounts {
  /** Null until its councils are looked up. */
  readonly total: number | null;
  readonly rendered: number;
  readonly failed: number;
  readonly pending: number;
}

/** Counts of several runs, by their identifiers. One statement. */
export async function countRunLetters(
  database: DataSource,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, RunCounts>> {
  if (runIds.length === 0) return new Map();
  const rows: Record<
    'id' | 'letters' | 'rendered' | 'failed' | 'pending',
    string | number | null
  >[] = await database.query(
    `SELECT run.id AS id, run.letters AS letters,
         SUM(CASE WHEN l.render_state = 'RENDERED' THEN 1 ELSE 0 END) AS rendered,
         SUM(CASE WHEN l.render_state = 'FAILED' THEN 1 ELSE 0 END) AS failed,
         SUM(CASE WHEN l.render_state = 'PENDING' THEN 1 ELSE 0 END) AS pending
       FROM run LEFT JOIN letter l ON l.run_id = run.id
       WHERE run.id IN (${runIds.map(() => '?').join(', ')}) GROUP BY run.id, run.letters`,
    [...runIds],
  );
  return new Map(
    rows.map((row) => [
      String(row.id),
      {
        total: row.letters === null ? null : Number(row.letters),
        rendered: Number(row.rendered),
        failed: Number(row.failed),
        pending: Number(row.pending),
      },
    ]),
  );
}
