import type { QueryRunner } from 'typeorm';
import type { Run } from '../../schema/reports/run.entity.ts';
import { findRun } from './find-run.ts';
import { RunError } from './run-error.ts';
import { recordLetters, recordRun } from './transitions.ts';

/** Who does something to a run, and when. */
export interface RunAct {
  readonly id: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** How a run may be approved. */
export interface Approval extends RunAct {
  /** Whether who started it may approve it. */
  readonly bySelf: boolean;
  /** Whether letters that failed are left out: they stay drafts and are never sent. */
  readonly leaveOutFailed: boolean;
}

/** A run that may be approved now, by this person. @throws RunError */
export async function findApprovable(runner: QueryRunner, approval: Approval): Promise<Run> {
  const { id, by, bySelf, leaveOutFailed } = approval;
  const run = await findRun(runner, id, 'approve', ['DRAFT']);
  if (!bySelf && run.startedBy === by) {
    throw new RunError(
      'RUN_NEEDS_ANOTHER_PERSON',
      `[run:${id}] approve: expected somebody else than who started it (${by}). Let another person approve it, or set REDRESS_SELF_APPROVAL=true.`,
    );
  }
  const counts = await countStates(runner, id);
  const failed = counts.get('FAILED') ?? 0;
  const rendered = counts.get('RENDERED') ?? 0;
  const problem =
    run.failure ??
    (run.letterCount === null
      ? 'its councils are being looked up'
      : (counts.get('PENDING') ?? 0) > 0
        ? `${counts.get('PENDING')} of its letters are yet to be rendered`
        : rendered === 0
          ? 'it has no letter that was rendered'
          : failed > 0 && !leaveOutFailed
            ? `${failed} of its letters failed: render them again, or leave them out`
            : null);
  if (problem === null) return run;
  throw new RunError(
    'RUN_NOT_READY',
    `[run:${id}] approve: expected every letter to be rendered, but ${problem}.`,
  );
}

/** Approves a run and its letters, in the caller's transaction. @throws RunError */
export async function approveRun(runner: QueryRunner, approval: Approval): Promise<Run> {
  const { id, by, at } = approval;
  const run = await findApprovable(runner, approval);
  await runner.query(
    "UPDATE run SET state = 'APPROVED', approved_at = ?, approved_by = ? WHERE id = ?",
    [at, by, id],
  );
  await runner.query(
    "UPDATE letter SET state = 'APPROVED' WHERE run_id = ? AND render_state = 'RENDERED'",
    [id],
  );
  await recordRun(runner, id, { what: 'APPROVED', at, by });
  await recordLetters(runner, "letter.run_id = ? AND letter.state = 'APPROVED'", [id], {
    what: 'APPROVED',
    at,
    by,
  });
  await recordLetters(runner, "letter.run_id = ? AND letter.render_state = 'FAILED'", [id], {
    what: 'LEFT_OUT',
    at,
    by,
  });
  return { ...run, state: 'APPROVED', approvedAt: at, approvedBy: by };
}

async function countStates(runner: QueryRunner, id: string): Promise<ReadonlyMap<string, number>> {
  const rows: { render_state: string; count: number | string }[] = await runner.query(
    'SELECT render_state, COUNT(*) AS count FROM letter WHERE run_id = ? GROUP BY render_state',
    [id],
  );
  return new Map(rows.map((row) => [row.render_state, Number(row.count)]));
}
