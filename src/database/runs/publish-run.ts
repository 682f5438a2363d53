import type { DataSource, QueryRunner } from 'typeorm';
import { Run } from '../../schema/reports/run.entity.ts';
import type { RunAct } from './approve-run.ts';
import { findRun } from './find-run.ts';
import { hasLaterOfRun } from './superseded.ts';
import { recordLetters, recordRun } from './transitions.ts';

/**
 * Sets the moment at which the letters of a run become public, in the caller's transaction. From that moment on they
 * are: who may see a letter is asked of the clock, so nothing has to happen then for them to be seen.
 *
 * @param publishAt ISO 8601 in UTC with milliseconds: texts are compared.
 * @throws RunError
 */
export async function setPublication(
  runner: QueryRunner,
  { id, by, at }: RunAct,
  publishAt: string,
): Promise<Run> {
  const run = await findRun(runner, id, 'publish', ['ISSUED']);
  await runner.query('UPDATE run SET publish_at = ? WHERE id = ?', [publishAt, id]);
  await runner.query("UPDATE letter SET published_at = ? WHERE run_id = ? AND state = 'ISSUED'", [
    publishAt,
    id,
  ]);
  const deed = { what: 'PUBLICATION_SET', at, by, reason: publishAt } as const;
  await recordRun(runner, id, deed);
  await recordLetters(runner, "letter.run_id = ? AND letter.state = 'ISSUED'", [id], deed);
  return { ...run, publishAt };
}

/** Records that runs whose moment has come are published, in the caller's transaction. */
export async function publishDue(runner: QueryRunner, now: string): Promise<readonly Run[]> {
  const due = await runner.manager
    .getRepository(Run)
    .createQueryBuilder('r')
    .where("r.state = 'ISSUED' AND r.publishAt IS NOT NULL AND r.publishAt <= :now", { now })
    .orderBy('r.publishAt')
    .getMany();
  const published: Run[] = [];
  for (const run of due) {
    const at = run.publishAt ?? now;
    await runner.query("UPDATE run SET state = 'PUBLISHED', published_at = ? WHERE id = ?", [
      at,
      run.id,
    ]);
    await recordRun(runner, run.id, { what: 'PUBLISHED', at, by: clock });
    await recordLetters(runner, "letter.run_id = ? AND letter.state = 'ISSUED'", [run.id], {
      what: 'PUBLISHED',
      at,
      by: clock,
    });
    const reason = `by a letter of run ${run.id}`;
    await recordLetters(runner, `letter.state = 'PUBLISHED' AND ${hasLaterOfRun}`, [run.id], {
      what: 'SUPERSEDED',
      at,
      by: clock,
      reason,
    });
    await runner.query(
      "UPDATE letter SET state = 'PUBLISHED' WHERE run_id = ? AND state = 'ISSUED'",
      [run.id],
    );
    published.push({ ...run, state: 'PUBLISHED', publishedAt: at });
  }
  return published;
}

/** The next moment at which a run is to be published. Null when none is set. */
export async function nextPublication(database: DataSource): Promise<string | null> {
  const [row]: { next: string | null }[] = await database.query(
    "SELECT MIN(publish_at) AS next FROM run WHERE state = 'ISSUED'",
  );
  return row?.next ?? null;
}

const clock = 'the clock';
