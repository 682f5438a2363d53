import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import type { Subject } from '../../schema/common/subject.enum.ts';
import type { Outcome } from '../../schema/decisions/outcome.enum.ts';
import { yearEndingOf } from '../../schema/scalars/calendar-date.ts';
import type { SqlRow } from '../sql.ts';

/** A row of a decisions file, parsed. */
export interface DecisionRow {
  reference: string;
  gss_code: string;
  received_on: string;
  decided_on: string | null;
  subject: Subject;
  category: string;
  subcategory: string | null;
  outcome: Outcome | null;
  satisfactory_remedy: boolean;
  public_report: { published: boolean; url: string | null };
  summary: string | null;
  sample: boolean;
}

/** The row as the table holds it. */
export function decisionSqlRow(row: DecisionRow, councilType: CouncilType): SqlRow {
  return {
    reference: row.reference,
    gss_code: row.gss_code,
    council_type: councilType,
    received_on: row.received_on,
    decided_on: row.decided_on,
    received_year: yearEndingOf(row.received_on),
    decided_year: row.decided_on === null ? null : yearEndingOf(row.decided_on),
    subject: row.subject,
    category: row.category,
    subcategory: row.subcategory,
    outcome: row.outcome,
    satisfactory_remedy: row.satisfactory_remedy,
    public_report: row.public_report.published,
    public_report_url: row.public_report.url,
    summary: row.summary,
    sample: row.sample,
  };
}
