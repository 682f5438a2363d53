import { type Subject, subjects } from '../../schema/common/subject.enum.ts';
import type { OutcomeCount, SubjectCount } from '../../schema/decisions/counts.type.ts';
import { type Outcome, outcomes } from '../../schema/decisions/outcome.enum.ts';
import { type RollupSums, rollupCounts } from './performance.repository.ts';

/** The count of a rollup that each outcome is kept in. */
export const outcomeColumns = {
  INVALID_OR_INCOMPLETE: 'invalidOrIncomplete',
  ADVICE_GIVEN: 'adviceGiven',
  REFERRED_BACK: 'referredBack',
  CLOSED_AFTER_INITIAL_ENQUIRIES: 'closedAfterInitialEnquiries',
  NOT_UPHELD: 'notUpheld',
  UPHELD: 'upheld',
} as const satisfies Record<Outcome, keyof RollupSums>;

/** Counts that were printed: any may be unknown. */
export type KnownCounts = { readonly [K in (typeof outcomeColumns)[Outcome]]: number | null };

/** All six outcomes with their counts, in the order of letters. */
export function outcomeCounts(counts: KnownCounts): OutcomeCount[] {
  return outcomes.map((outcome) => ({ outcome, count: counts[outcomeColumns[outcome]] }));
}

/** All six outcomes, nothing known of any. */
export function unknownOutcomeCounts(): OutcomeCount[] {
  return outcomes.map((outcome) => ({ outcome, count: null }));
}

/** All nine subjects with their counts, in the order of letters. Subjects that are missing count 0. */
export function subjectCounts(
  rows: readonly (Pick<RollupSums, 'received' | 'decided' | 'upheld'> & { subject: Subject })[],
): SubjectCount[] {
  return subjects.map((subject) => {
    const sum = { subject, received: 0, decided: 0, upheld: 0 };
    for (const row of rows) {
      if (row.subject !== subject) continue;
      sum.received += row.received;
      sum.decided += row.decided;
      sum.upheld += row.upheld;
    }
    return sum;
  });
}

/**
 * All nine subjects of which only what was received is known, if that.
 *
 * @param received Printed counts. When any is printed, a subject that is missing was not.
 */
export function printedSubjectCounts(received: Readonly<Record<string, number>>): SubjectCount[] {
  return subjects.map((subject) => ({
    subject,
    received: received[subject] ?? null,
    decided: null,
    upheld: null,
  }));
}

/** Counts added up. */
export function addUp(rows: readonly RollupSums[]): RollupSums {
  const sums = Object.fromEntries(rollupCounts.map((column) => [column, 0])) as RollupSums;
  for (const row of rows) for (const column of rollupCounts) sums[column] += row[column];
  return sums;
}
