import type { AnyReport } from './report.ts';
import { ReportError } from './report-error.ts';
import { WorkTimeoutError } from './run-guarded.ts';

/** The functions of a report, with the stage at which each runs. */
const functions = {
  data: { name: 'variables()', stage: 'data' },
  view: { name: 'the view', stage: 'view' },
  text: { name: 'text()', stage: 'text' },
  publicData: { name: 'publicData()', stage: 'data' },
} as const;

/** The failure of a report's own code, with its name and stage. What is a `ReportError` already stays as it is. */
export function blame(
  report: Pick<AnyReport, 'name'>,
  what: keyof typeof functions,
  cause: unknown,
): ReportError {
  if (cause instanceof ReportError) return cause;
  const { name, stage } = functions[what];
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof WorkTimeoutError) {
    const message = `expected ${name} to end, but ${reason}.`;
    return new ReportError({
      code: 'REPORT_VIEW_TIMEOUT',
      report: report.name,
      stage,
      message,
      cause,
    });
  }
  return new ReportError({
    code: stage === 'text' ? 'REPORT_TEXT_FAILED' : 'REPORT_VIEW_FAILED',
    report: report.name,
    stage,
    message: `${name} threw: ${reason}`,
    cause,
  });
}
