import type { Decision } from '../../schema/decisions/decision.entity.ts';
import { PublicReport } from '../../schema/decisions/public-report.type.ts';

/** The public report of a decision. Null for one that has none. */
export function publicReportOf(decision: Decision): PublicReport | null {
  if (!decision.hasPublicReport || decision.decidedOn === null) return null;
  const report = new PublicReport();
  report.reference = decision.reference;
  report.publishedOn = decision.decidedOn;
  report.url = decision.publicReportUrl;
  report.summary = decision.summary;
  report.row = decision;
  return report;
}
