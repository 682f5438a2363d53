import type { QueryRunner } from 'typeorm';
import { Letter } from '../../schema/reports/letter.entity.ts';
import type { Run } from '../../schema/reports/run.entity.ts';
import { cancelDeliveries } from '../delivery/cancel-deliveries.ts';
import type { RunAct } from './approve-run.ts';
import { findRun } from './find-run.ts';
import { RunError } from './run-error.ts';
import { hasLaterOfRun } from './superseded.ts';
import { recordLetters, recordRun } from './transitions.ts';

/** Gives letters to be sent, in the transaction in which they are issued. */
export type EnqueueDeliveries = (
  transaction: QueryRunner,
  run: Run,
  letters: readonly Letter[],
) => Promise<void>;

/**
 * Issues a run: its letters are given to be sent, in the caller's transaction, or nothing is done at all.
 *
 * @throws RunError, also where a council has had its letter of the year and this is no correction of it.
 */
export async function issueRun(
  runner: QueryRunner,
  { id, by, at }: RunAct,
  enqueue: EnqueueDeliveries,
): Promise<Run> {
  const found = await findRun(runner, id, 'issue', ['APPROVED']);
  if (found.correctionOf === null) await refuseSecondLetters(runner, found);
  await runner.query("UPDATE run SET state = 'ISSUED', issued_at = ?, issued_by = ? WHERE id = ?", [
    at,
    by,
    id,
  ]);
  await runner.query("UPDATE letter SET state = 'ISSUED' WHERE run_id = ? AND state = 'APPROVED'", [
    id,
  ]);
  const deed = { what: 'ISSUED', at, by } as const;
  await recordRun(runner, id, deed);
  await recordLetters(runner, "letter.run_id = ? AND letter.state = 'ISSUED'", [id], deed);
  await cancelReplaced(runner, { id, by, at });
  const run: Run = { ...found, state: 'ISSUED', issuedAt: at, issuedBy: by };
  const letters = await runner.manager
    .getRepository(Letter)
    .find({ where: { runId: id, state: 'ISSUED' }, order: { councilSlug: 'ASC' } });
  await enqueue(runner, run, letters);
  return run;
}

/**
 * Cancels messages with letters in whose place this run has later ones, as far as they wait to be sent: the officer would get
 * the wrong letter, and might get it last.
 */
async function cancelReplaced(runner: QueryRunner, { id, by, at }: RunAct): Promise<void> {
  const old: { id: string }[] = await runner.query(
    `SELECT letter.id FROM letter WHERE ${hasLaterOfRun}`,
    [id],
  );
  await cancelDeliveries(
    runner,
    old.map((letter) => letter.id),
    { by, now: new Date(at), reason: `superseded by a letter of run ${id}` },
  );
}

async function refuseSecondLetters(runner: QueryRunner, run: Run): Promise<void> {
  const rows: { council_slug: string }[] = await runner.query(
    `SELECT l.council_slug FROM letter l JOIN letter o
       ON o.gss_code = l.gss_code AND o.year_ending = l.year_ending AND o.report = l.report
      AND o.run_id IS NOT NULL AND o.run_id <> l.run_id AND o.state IN ('ISSUED', 'PUBLISHED')
     WHERE l.run_id = ? AND l.state = 'APPROVED' ORDER BY l.council_slug`,
    [run.id],
  );
  const [first] = rows;
  if (first === undefined) return;
  throw new RunError(
    'LETTER_ALREADY_ISSUED',
    `[run:${run.id}] issue: expected councils without a letter of ${run.reportName} for the year ending ${run.yearEnding}, but ${first.council_slug}${rows.length > 1 ? ` and ${rows.length - 1} more` : ''} had one from another run. Correct letters that were issued with correctLetter.`,
  );
}
