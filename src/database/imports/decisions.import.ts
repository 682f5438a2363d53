import { z } from 'zod';
import { subjects } from '../../schema/common/subject.enum.ts';
import { outcomes } from '../../schema/decisions/outcome.enum.ts';
import type { RowProblem } from './column.ts';
import {
  absentable,
  column,
  councilCode,
  date,
  oneOf,
  optional,
  reference,
  text,
  yesOrNo,
} from './columns.ts';
import type { DecisionRow } from './decision-row.ts';
import { DecisionWriter } from './decision-writer.ts';
import { defineImport } from './define-import.ts';

const publicReport = column(
  'true, false, yes, no, 1, 0, nothing or the https address of the report',
  z.union([
    yesOrNo.schema.transform((published) => ({ published, url: null })),
    z
      .url({ protocol: /^https$/ })
      .max(500)
      .transform((url) => ({ published: true, url })),
  ]),
);

/** Decisions and open cases. A case without `decided_on` is open and counts as received only. */
export const decisionsImport = defineImport<DecisionRow>({
  columns: {
    reference,
    gss_code: councilCode,
    received_on: date,
    decided_on: optional(date),
    subject: oneOf(subjects),
    category: text(80),
    subcategory: optional(text(80)),
    outcome: optional(oneOf(outcomes)),
    satisfactory_remedy: yesOrNo,
    public_report: publicReport,
    summary: optional(text(20_000)),
    sample: absentable(yesOrNo),
  },
  key: { column: 'reference', of: (row) => row.reference },
  check: checkDecision,
  open: (context) => DecisionWriter.open(context),
});

function checkDecision(row: DecisionRow, today: string): RowProblem<DecisionRow>[] {
  const problems: RowProblem<DecisionRow>[] = [];
  for (const column of ['received_on', 'decided_on'] as const) {
    const day = row[column];
    if (day === null || day <= today) continue;
    problems.push({ column, expected: `a date up to today (${today})`, got: day });
  }
  if (row.decided_on === null) {
    if (row.outcome !== null) {
      problems.push({
        column: 'decided_on',
        expected: 'a date, since there is an outcome',
        got: 'nothing',
      });
    }
  } else {
    if (row.decided_on < row.received_on) {
      problems.push({
        column: 'decided_on',
        expected: `a date on or after received_on (${row.received_on})`,
        got: row.decided_on,
      });
    }
    if (row.outcome === null) {
      problems.push({
        column: 'outcome',
        expected: 'an outcome, since there is a date in decided_on',
        got: 'nothing',
      });
    }
  }
  if (row.satisfactory_remedy && row.outcome !== 'UPHELD') {
    problems.push({
      column: 'satisfactory_remedy',
      expected: 'false, since only an upheld complaint can have one',
      got: 'true',
    });
  }
  if (row.public_report.published && row.decided_on === null) {
    problems.push({
      column: 'public_report',
      expected: 'false, since the case is not decided',
      got: 'true',
    });
  }
  return problems;
}
