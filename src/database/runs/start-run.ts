import { randomBytes } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { Run } from '../../schema/reports/run.entity.ts';
import { TableWriter } from '../table-writer.ts';
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
 * @returns how many there are; null where nothing was done.
 */
export async function planRun(
  runner: QueryRunner,
  run: Pick<Run, 'id' | 'reportName' | 'yearEnding'>,
  councils: readonly RunCouncil[],
  { holder, at }: { holder: string; at: string },
): Promise<number | null> {
  const mine: unknown[] = await runner.query(
    'SELECT id FROM run WHERE id = ? AND letters IS NULL AND lease_holder = ?',
    [run.id, holder],
  );
  if (mine.length === 0) return null;
  const known: { gss_code: string; last: number | string }[] = await runner.query(
    'SELECT gss_code, MAX(version) AS last FROM letter WHERE year_ending = ? AND report = ? GROUP BY gss_code',
    [run.yearEnding, run.reportName],
  );
  const last = new Map(known.map((row) => [row.gss_code, Number(row.last)]));
  const table = await TableWriter.open(runner, plannedShape);
  await table.write(
    councils.map(({ code, slug, sample }) => ({
      id: randomId(),
      report: run.reportName,
      gss_code: code,
      council_slug: slug,
      year_ending: run.yearEnding,
      state: 'DRAFT',
      published_at: null,
      sample,
      run_id: run.id,
      version: 1 + (last.get(code) ?? 0),
      render_state: 'PENDING',
    })),
  );
  await recordLetters(runner, 'letter.run_id = ?', [run.id], {
    what: 'STARTED',
    at,
    by: holder,
  });
  await runner.query(
    'UPDATE run SET letters = ?, lease_holder = NULL, lease_until = NULL WHERE id = ?',
    [councils.length, run.id],
  );
  return councils.length;
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

const plannedShape = {
  table: 'letter',
  key: ['id'],
  columns: [
    'report',
    'gss_code',
    'council_slug',
    'year_ending',
    'state',
    'published_at',
    'sample',
    'run_id',
    'version',
    'render_state',
  ],
};

/** 160 bits that nobody can guess. */
export function randomId(): string {
  return randomBytes(20).toString('hex');
}
