import { z } from 'zod';
import { CorrectedValue, Correction } from '../../schema/common/correction.type.ts';
import type { DecisionCorrection } from '../../schema/decisions/decision-correction.entity.ts';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What the records of both subgraphs have in common. */
type CorrectionRecord = Pick<
  DecisionCorrection,
  'correction' | 'kind' | 'madeAt' | 'madeBy' | 'file' | 'line' | 'reason' | 'before' | 'after'
>;

/**
 * A correction as the graph shows it.
 *
 * @param subject What was corrected: `19 007 429`, `19 007 429/1`.
 */
export function correctionOf(subject: string, record: CorrectionRecord): Correction {
  const before = values.parse(JSON.parse(record.before));
  const after = record.after === null ? {} : values.parse(JSON.parse(record.after));
  const correction = new Correction();
  correction.id = `${subject}#${record.correction}`;
  correction.subject = subject;
  correction.kind = record.kind;
  correction.at = record.madeAt;
  correction.by = record.madeBy;
  correction.file = record.file;
  correction.line = record.line;
  correction.reason = record.reason;
  correction.changes = Object.keys(before).map((column) =>
    Object.assign(new CorrectedValue(), {
      column,
      before: textOf(before[column]),
      after: textOf(after[column]),
    }),
  );
  return correction;
}

function textOf(value: string | number | boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
