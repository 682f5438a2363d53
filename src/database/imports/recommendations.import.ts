import { Compliance } from '../../schema/recommendations/compliance.enum.ts';
import { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import type { RowProblem } from './column.ts';
import {
  absentable,
  date,
  oneOf,
  optional,
  personal,
  reference,
  text,
  whole,
  yesOrNo,
} from './columns.ts';
import { defineImport } from './define-import.ts';
import { type RecommendationRow, RecommendationWriter } from './recommendation-writer.ts';

/** What councils agreed to do after upheld complaints, and how it was settled. */
export const recommendationsImport = defineImport<RecommendationRow>({
  columns: {
    decision_reference: reference,
    number: whole(1, 99),
    kind: oneOf(Object.values(RecommendationKind)),
    remedy: text(120),
    text: personal(text(5000)),
    due_on: date,
    settled_on: optional(date),
    compliance: optional(oneOf(Object.values(Compliance))),
    sample: absentable(yesOrNo),
  },
  key: { column: 'number', of: (row) => `${row.decision_reference} number ${row.number}` },
  check: checkRecommendation,
  open: (context) => RecommendationWriter.open(context),
});

function checkRecommendation(
  row: RecommendationRow,
  today: string,
): RowProblem<RecommendationRow>[] {
  const problems: RowProblem<RecommendationRow>[] = [];
  const add = (column: keyof RecommendationRow, expected: string, got: string) =>
    problems.push({ column, expected, got });
  if (row.settled_on !== null && row.settled_on > today) {
    add('settled_on', `a date up to today (${today})`, row.settled_on);
  }
  if (row.settled_on === null && row.compliance !== null) {
    add('settled_on', 'a date, since compliance is given', 'nothing');
  }
  if (row.settled_on !== null && row.compliance === null) {
    add('compliance', 'how it was settled, since there is a date in settled_on', 'nothing');
  }
  if (row.settled_on !== null && row.compliance === 'ON_TIME' && row.settled_on > row.due_on) {
    add('compliance', `LATE or NOT_COMPLIED, since it was settled after ${row.due_on}`, 'ON_TIME');
  }
  if (row.settled_on !== null && row.compliance === 'LATE' && row.settled_on <= row.due_on) {
    add('compliance', `ON_TIME, since it was settled by ${row.due_on}`, 'LATE');
  }
  return problems;
}
