import type { QueryRunner } from 'typeorm';
import type { TransitionKind } from '../../schema/reports/transition-kind.enum.ts';
import type { SqlValue } from '../sql.ts';

/** What was done: who, when, what and why. */
export interface Deed {
  readonly what: TransitionKind;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly reason?: string | null;
}

/** Records what was done to a run, in the caller's transaction. */
export function recordRun(
  runner: QueryRunner,
  runId: string,
  { what, at, by, reason = null }: Deed,
): Promise<void> {
  return runner.query(
    `INSERT INTO run_transition (run_id, number, what, made_at, made_by, reason)
     SELECT run.id, 1 + (SELECT COUNT(*) FROM run_transition t WHERE t.run_id = run.id), ${given}
     FROM run WHERE run.id = ?`,
    [what, at, by, reason, runId],
  );
}

/** Records what was done to letters, in the caller's transaction. `which` is a condition on `letter`. */
export function recordLetters(
  runner: QueryRunner,
  which: string,
  parameters: readonly SqlValue[],
  { what, at, by, reason = null }: Deed,
): Promise<void> {
  return runner.query(
    `INSERT INTO letter_transition (letter_id, number, what, made_at, made_by, reason)
     SELECT letter.id, 1 + (SELECT COUNT(*) FROM letter_transition t WHERE t.letter_id = letter.id), ${given}
     FROM letter WHERE ${which}`,
    [what, at, by, reason, ...parameters],
  );
}

/** PostgreSQL wants to know of which type a parameter is that is only selected. */
const given = ['varchar', 'varchar', 'varchar', 'text']
  .map((type) => `CAST(? AS ${type})`)
  .join(', ');
