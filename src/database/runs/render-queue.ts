import type { DataSource, QueryRunner } from 'typeorm';
import { Edition } from '../../schema/reports/edition.entity.ts';
import { Letter } from '../../schema/reports/letter.entity.ts';
import type { LetterContent } from '../../schema/reports/letter-content.entity.ts';
import { Run } from '../../schema/reports/run.entity.ts';
import { dialectOf } from '../dialect.ts';
import { insertStatement } from '../sql.ts';
import { type Claimant, claimRows } from '../work-lease.ts';
import { recordLetters } from './transitions.ts';

/** A letter that was rendered: all that is kept but whose it is. */
export type RenderedContent = Omit<LetterContent, 'edition'>;

/** A letter that could not be rendered, and why. */
export interface FailedLetter {
  readonly letterId: string;
  readonly failure: string;
}

/** Fewer letters are not worth a batch of their own, whose statements are the same for one. */
const leastClaimed = 16;

/** A run whose councils are to be looked up, claimed. Null when there is none. */
export async function claimRun(database: DataSource, claimant: Claimant): Promise<Run | null> {
  const [id] = await claimRows(
    database,
    {
      table: 'run',
      key: 'id',
      ready: "letters IS NULL AND state = 'DRAFT'",
      parameters: [],
      order: 'started_at, id',
      limit: 1,
    },
    claimant,
  );
  return id === undefined ? null : database.getRepository(Run).findOneBy({ id });
}

/** How many of so many free letters a worker claims: where there are others, at most half of them. */
export function lettersToClaim(database: DataSource, most: number, free: number): number {
  if (!dialectOf(database).manyWorkers) return most;
  return Math.min(most, Math.max(leastClaimed, Math.ceil(free / 2)));
}

/**
 * Letters of one run that are to be rendered, claimed: at most so many, and where few are left at most half of them, so
 * that another worker has something to do until the end.
 */
export async function claimLetters(
  database: DataSource,
  most: number,
  claimant: Claimant,
  runId?: string,
): Promise<Letter[]> {
  const free: { run_id: string }[] = await database.query(
    `SELECT run_id FROM letter WHERE render_state = 'PENDING' AND (lease_until IS NULL OR lease_until <= ?)
     ${runId === undefined ? '' : 'AND run_id = ?'} ORDER BY run_id LIMIT ${2 * most}`,
    [claimant.now.toISOString(), ...(runId === undefined ? [] : [runId])],
  );
  const [next] = free;
  if (next === undefined) return [];
  const limit = lettersToClaim(database, most, free.length);
  const ids = await claimRows(
    database,
    {
      table: 'letter',
      key: 'id',
      ready: "render_state = 'PENDING' AND run_id = ?",
      parameters: [next.run_id],
      order: 'id',
      limit,
    },
    claimant,
  );
  if (ids.length === 0) return [];
  return database
    .getRepository(Letter)
    .createQueryBuilder('l')
    .where('l.id IN (:...ids)', { ids })
    .orderBy('l.id')
    .getMany();
}

/**
 * Keeps what became of claimed letters, all of them or none. What the worker no longer holds, because it was not heard
 * of for too long, is left to who holds it now.
 *
 * @returns how many were kept.
 */
export async function keepLetters(
  database: DataSource,
  rendered: readonly RenderedContent[],
  failed: readonly FailedLetter[],
  { holder, at }: { holder: string; at: string },
): Promise<number> {
  // A batch of which nothing is known: `IN ()` is no SQL.
  if (rendered.length + failed.length === 0) return 0;
  const runner = database.createQueryRunner();
  try {
    await runner.startTransaction();
    const held = await holdLetters(
      runner,
      [...rendered, ...failed].map(({ letterId }) => letterId),
      holder,
    );
    const kept = rendered.filter(({ letterId }) => held.has(letterId));
    const lost = failed.filter(({ letterId }) => held.has(letterId));
    await writeContents(runner, kept);
    await settle(runner, kept, { holder, at });
    for (const { letterId, failure } of lost) {
      await runner.query(
        "UPDATE letter SET render_state = 'FAILED', failure = ?, sha256 = NULL, lease_holder = NULL, lease_until = NULL WHERE id = ?",
        [failure, letterId],
      );
      await recordLetters(runner, 'letter.id = ?', [letterId], {
        what: 'FAILED',
        at,
        by: holder,
        reason: failure,
      });
    }
    await runner.commitTransaction();
    return kept.length + lost.length;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
    throw error;
  } finally {
    await runner.release();
  }
}

/** Which of the letters are still the holder's. Nobody else can claim them until the transaction ends. */
async function holdLetters(
  runner: QueryRunner,
  ids: readonly string[],
  holder: string,
): Promise<ReadonlySet<string>> {
  const { manyWorkers, beginWriting } = dialectOf(runner);
  if (!manyWorkers) await beginWriting(runner);
  const rows: { id: string }[] = await runner.query(
    `SELECT id FROM letter WHERE id IN (${ids.map(() => '?').join(', ')})
     AND lease_holder = ? AND render_state = 'PENDING' ORDER BY id ${manyWorkers ? 'FOR UPDATE' : ''}`,
    [...ids, holder],
  );
  return new Set(rows.map(({ id }) => id));
}

async function writeContents(runner: QueryRunner, kept: readonly RenderedContent[]): Promise<void> {
  const [first] = kept;
  if (first === undefined) return;
  const { yearEnding } = JSON.parse(first.parameters) as { yearEnding: number };
  const edition = await runner.manager.getRepository(Edition).findOneBy({ yearEnding });
  const kind = edition === null ? null : JSON.stringify(edition);
  const values = kept.flatMap((content) => [
    content.letterId,
    content.title,
    content.subject,
    content.preheader,
    content.letterDate,
    content.parameters,
    content.sha256,
    content.reportName,
    content.reportVersion,
    kind,
    content.renderedAt,
    content.locale,
    content.publicUrl,
    content.bodies,
  ]);
  await runner.query(
    insertStatement('letter_content', contentColumns, kept.length, ['letter_id']),
    values,
  );
}

async function settle(
  runner: QueryRunner,
  kept: readonly RenderedContent[],
  { holder, at }: { holder: string; at: string },
): Promise<void> {
  if (kept.length === 0) return;
  const ids = kept.map(({ letterId }) => letterId);
  const which = `id IN (${ids.map(() => '?').join(', ')})`;
  await runner.query(
    `UPDATE letter SET render_state = 'RENDERED', failure = NULL, lease_holder = NULL, lease_until = NULL,
       sha256 = (SELECT c.sha256 FROM letter_content c WHERE c.letter_id = letter.id) WHERE ${which}`,
    ids,
  );
  await recordLetters(runner, which, ids, { what: 'RENDERED', at, by: holder });
}

const contentColumns = [
  'letter_id',
  'title',
  'subject',
  'preheader',
  'letter_date',
  'parameters',
  'sha256',
  'report',
  'report_version',
  'edition',
  'rendered_at',
  'locale',
  'public_url',
  'bodies',
];
