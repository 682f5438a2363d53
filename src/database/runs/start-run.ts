import { randomBytes } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { Run } from '../../schema/reports/run.entity.ts';
import { dialectOf } from '../dialect.ts';
import { type Claimant, leaseUntil } from '../work-lease.ts';
import { recordLetters, recordRun } from './transitions.ts';

/** What a run is about, and who wants it. */
export interface RunRequest {
  readonly report: string;
  readonly yearEnding: number;
  /** A `CouncilFilter`. Null: all councils with figures for the year. */
  readonly councils: Record<string, unknown> | null;
  /** The letter that is corrected. */
  readonly correctionOf?: string | null;
  readonly reason?: string | null;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A council that gets a letter. */
export interface RunCouncil {
  readonly code: string;
  readonly slug: string;
  /** Whether its figures are sample data. */
  readonly sample: boolean;
}

/** A letter that a council is to get. */
export interface PlannedLetter extends RunCouncil {
  readonly id: string;
}

/** Begins a run, in the caller's transaction. Its letters are made when a worker has looked its councils up. */
export async function insertRun(runner: QueryRunner, request: RunRequest): Promise<Run> {
  const { report, yearEnding, councils, correctionOf = null, reason = null, by, at } = request;
  const run = Object.assign(new Run(), {
    id: randomId(),
    reportName: report,
    yearEnding,
    councils,
    correctionOf,
    state: 'DRAFT',
    letterCount: null,
    failure: null,
    startedAt: at,
    startedBy: by,
    approvedAt: null,
    approvedBy: null,
    issuedAt: null,
    issuedBy: null,
    publishAt: null,
    publishedAt: null,
    leaseHolder: null,
    leaseUntil: null,
  } satisfies Run);
  await runner.manager.getRepository(Run).save(run);
  await recordRun(runner, run.id, { what: 'STARTED', at, by, reason });
  return run;
}

/**
 * Gives a run its letters, yet to be rendered, in the caller's transaction. Does nothing where it has them already, or
 * another worker has taken it over.
 *
 * @param claimed How many of them, from the first on, are claimed by whoever gives them. Default: none.
 * @returns how many there are; null where nothing was done.
 */
export async function planRun(
  runner: QueryRunner,
  run: Pick<Run, 'id' | 'reportName' | 'yearEnding'>,
  letters: readonly PlannedLetter[],
  claimant: Claimant,
  claimed = 0,
): Promise<number | null> {
  const { holder, now } = claimant;
  const mine: unknown[] = await runner.query(
    'SELECT id FROM run WHERE id = ? AND letters IS NULL AND lease_holder = ?',
    [run.id, holder],
  );
  if (mine.length === 0) return null;
  const { selectRows, rowsParameter } = dialectOf(runner);
  const given = ['id', 'gss_code', 'council_slug', 'sample', 'lease_holder', 'lease_until'];
  const until = leaseUntil(claimant);
  const rows = letters.map(({ id, code, slug, sample }, index) => ({
    id,
    gss_code: code,
    council_slug: slug,
    sample,
    lease_holder: index < claimed ? holder : null,
    lease_until: index < claimed ? until : null,
  }));
  // The highest version of each council alone: a year may have many letters of earlier runs.
  await runner.query(
    `INSERT INTO letter (report, year_ending, state, run_id, version, render_state, ${given.join(', ')})
     SELECT run.report, run.year_ending, 'DRAFT', run.id,
       1 + COALESCE((SELECT MAX(l.version) FROM letter l
         WHERE l.gss_code = planned.gss_code AND l.year_ending = run.year_ending AND l.report = run.report), 0),
       'PENDING', ${given.map((column) => `planned.${column}`).join(', ')}
     FROM (${selectRows('letter', given)}) AS planned CROSS JOIN run WHERE run.id = ?`,
    [rowsParameter(rows, given), run.id],
  );
  await recordLetters(runner, 'letter.run_id = ?', [run.id], {
    what: 'STARTED',
    at: now.toISOString(),
    by: holder,
  });
  await runner.query(
    'UPDATE run SET letters = ?, lease_holder = NULL, lease_until = NULL WHERE id = ?',
    [letters.length, run.id],
  );
  return letters.length;
}

/** Says why a run can have no letters. */
export async function failRun(
  runner: QueryRunner,
  runId: string,
  failure: string,
  { holder, at }: { holder: string; at: string },
): Promise<void> {
  await runner.query(
    'UPDATE run SET letters = 0, failure = ?, lease_holder = NULL, lease_until = NULL WHERE id = ? AND lease_holder = ?',
    [failure, runId, holder],
  );
  await recordRun(runner, runId, { what: 'FAILED', at, by: holder, reason: failure });
}

/** 160 bits that nobody can guess. */
export function randomId(): string {
  return randomBytes(20).toString('hex');
}
