import type { QueryRunner } from 'typeorm';
import type { Letter } from '../../schema/reports/letter.entity.ts';
import type { Run } from '../../schema/reports/run.entity.ts';
import { findLetterOfRun } from './find-run.ts';
import { RunError } from './run-error.ts';
import { insertRun } from './start-run.ts';
import { recordLetters } from './transitions.ts';

/** Which letter, who wants it mended, and why. */
export interface MendRequest {
  readonly letterId: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string | null;
}

/** Orders one letter of a draft anew, in the caller's transaction. What it said before is given up. @throws RunError */
export async function orderAgain(
  runner: QueryRunner,
  { letterId, by, at, reason }: MendRequest,
): Promise<Letter> {
  const letter = await findLetterOfRun(runner, letterId);
  const isDone = letter.renderState === 'FAILED' || letter.renderState === 'RENDERED';
  if (letter.state !== 'DRAFT' || !isDone) {
    throw new RunError(
      'LETTER_STATE_WRONG',
      `[letter:${letterId}] render again: expected a draft that was rendered or failed, but it is ${letter.state} and ${letter.renderState}. A letter that was approved is corrected with correctLetter.`,
    );
  }
  await runner.query(
    "UPDATE letter SET render_state = 'PENDING', failure = NULL, sha256 = NULL, lease_holder = NULL, lease_until = NULL WHERE id = ?",
    [letterId],
  );
  await runner.query('DELETE FROM letter_content WHERE letter_id = ?', [letterId]);
  const was = letter.sha256 === null ? null : `was ${letter.sha256}`;
  await recordLetters(runner, 'letter.id = ?', [letterId], {
    what: 'RENDER_AGAIN',
    at,
    by,
    reason: reason ?? was,
  });
  return { ...letter, renderState: 'PENDING', failure: null, sha256: null };
}

/** A letter that was issued, and so can be corrected. @throws RunError */
export async function findCorrectable(runner: QueryRunner, letterId: string): Promise<Letter> {
  const letter = await findLetterOfRun(runner, letterId);
  if (letter.state === 'ISSUED' || letter.state === 'PUBLISHED') return letter;
  throw new RunError(
    'LETTER_STATE_WRONG',
    `[letter:${letterId}] correct: expected a letter that was issued or published, but it is ${letter.state}. Render a draft again instead.`,
  );
}

/** Begins a run of one letter in the place of one that was issued, in the caller's transaction. @throws RunError */
export async function correctLetter(
  runner: QueryRunner,
  { letterId, by, at, reason }: MendRequest,
): Promise<Run> {
  const letter = await findCorrectable(runner, letterId);
  return insertRun(runner, {
    report: letter.reportName,
    yearEnding: letter.yearEnding,
    councils: { codes: [letter.councilCode] },
    correctionOf: letterId,
    reason,
    by,
    at,
  });
}
