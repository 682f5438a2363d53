import type { DataSource, QueryRunner } from 'typeorm';
import { forgottenText } from '../../schema/recommendations/forgotten-remedy.entity.ts';
import { dialectOf } from '../dialect.ts';
import { onOwnConnection } from '../own-connection.ts';
import { insertStatement, keyCondition } from '../sql.ts';
import { inWriteTransaction } from '../write-transaction.ts';
import { findKeptRemedies, type KeptRemedies } from './retention.ts';

export interface ForgetRequest {
  /** Only this decision, as it is stored: `19 007 429`. Default: every one that is due. */
  reference?: string;
  /** Years for which words are kept. */
  years: number;
  /** Who removes them. */
  by: string;
  /** When: ISO 8601, UTC. */
  at: string;
  onProgress?: (done: number, total: number) => void;
}

const decisionsAtOnce = 200;

/**
 * Removes the words of personal remedies whose retention date has come, from the recommendations and from their
 * history, in one transaction; then from the pages and logs that the database keeps of old rows. Everything else of the recommendations
 * stays, and so does every figure.
 *
 * @returns the decisions whose remedies were forgotten now; none of those that are not due.
 */
export function forgetRemedies(
  database: DataSource,
  request: ForgetRequest,
): Promise<KeptRemedies[]> {
  const { years, at, onProgress, reference } = request;
  return onOwnConnection(database, async ({ recommendations: own }) => {
    const dialect = dialectOf(own);
    await dialect.beginErasing(own);
    const forgotten = await inWriteTransaction(own, async ({ recommendations: runner }) => {
      const today = at.slice(0, 10);
      const due = (
        await findKeptRemedies(runner, {
          years,
          today,
          ...(reference === undefined ? {} : { reference }),
        })
      ).filter(({ dueOn }) => dueOn !== null && dueOn <= today);
      for (let from = 0; from < due.length; from += decisionsAtOnce) {
        await forgetSome(runner, due.slice(from, from + decisionsAtOnce), request);
        onProgress?.(Math.min(due.length, from + decisionsAtOnce), due.length);
      }
      return due;
    });
    if (forgotten.length > 0)
      await dialect.endErasing(own, ['recommendation', 'recommendation_correction']);
    return forgotten;
  });
}

async function forgetSome(
  runner: QueryRunner,
  decisions: readonly KeptRemedies[],
  { by, at }: ForgetRequest,
): Promise<void> {
  const references = decisions.map(({ reference }) => reference);
  const ofThese = keyCondition(['decision_reference'], references.length);
  const corrections: {
    decision_reference: string;
    number: number;
    correction: number;
    before_json: string;
    after_json: string | null;
  }[] = await runner.query(
    `SELECT c.decision_reference, c.number, c.correction, c.before_json, c.after_json
     FROM recommendation_correction c
     JOIN recommendation r ON r.decision_reference = c.decision_reference AND r.number = c.number
     WHERE r.kind = ? AND c.${ofThese}`,
    ['PERSONAL_REMEDY', ...references],
  );
  for (const row of corrections) {
    await runner.query(
      `UPDATE recommendation_correction SET before_json = ?, after_json = ?
       WHERE decision_reference = ? AND number = ? AND correction = ?`,
      [
        withoutText(row.before_json),
        row.after_json === null ? null : withoutText(row.after_json),
        row.decision_reference,
        row.number,
        row.correction,
      ],
    );
  }
  await runner.query(`UPDATE recommendation SET text = ? WHERE kind = ? AND ${ofThese}`, [
    forgottenText,
    'PERSONAL_REMEDY',
    ...references,
  ]);
  const columns = ['decision_reference', 'forgotten_at', 'forgotten_by', 'remedies', 'due_on'];
  await runner.query(
    insertStatement('forgotten_remedy', columns, decisions.length, ['decision_reference']),
    decisions.flatMap(({ reference, remedies, dueOn }) => [
      reference,
      at,
      by.slice(0, 200),
      remedies,
      dueOn,
    ]),
  );
}

/** A remedy may have been taken for a service improvement at first, whose words the history keeps. */
function withoutText(json: string): string {
  const values: Record<string, unknown> = JSON.parse(json);
  return 'text' in values ? JSON.stringify({ ...values, text: '(not kept)' }) : json;
}
