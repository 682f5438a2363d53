import { declaredParameters } from './declared-parameters.ts';
import type { ReportFormat } from './format.ts';
import { wrapInShell } from './letter-shell.ts';
import type { MjmlFragment } from './markup/fragment.ts';
import { isMjmlFragment } from './markup/fragment.ts';
import { isNotFound } from './not-found.ts';
import type { AnyReport, LetterView } from './report.ts';
import { ReportError } from './report-error.ts';
import { oneLine } from './text/text-width.ts';

/** What every letter of one engine has in common. */
export interface LetterSetting {
  readonly now: Date;
  readonly locale: string;
  readonly format: ReportFormat;
  readonly link: (path: string) => string;
}

/** What a letter is called, on one line each. */
export interface LetterHeading {
  readonly subject: string;
  /** Cut to what mailboxes show. */
  readonly preheader: string;
  /** `YYYY-MM-DD`; `null` when the report gives none. */
  readonly letterDate: string | null;
}

/** A letter as its view gave it, made whole: with its full document. */
export interface LetterDraft extends LetterHeading {
  readonly document: MjmlFragment;
  readonly text: LetterView['text'];
}

/** The most characters of a preheader that mailboxes show. */
export const preheaderLength = 90;

/**
 * Runs a report's view. Throws a `ReportError` at stage `view`: `REPORT_NOTHING_FOUND` when the view
 * says that there is no letter, `REPORT_VIEW_FAILED` when it throws or gives something else.
 */
export function makeLetter(
  report: AnyReport,
  params: unknown,
  data: unknown,
  setting: LetterSetting,
): LetterDraft {
  const context = { data, params: declaredParameters(report, params), ...setting };
  const view = runView(report, () => report.view(context));
  if (isNotFound(view)) {
    throw new ReportError({
      code: 'REPORT_NOTHING_FOUND',
      report: report.name,
      stage: 'view',
      message: view.reason,
    });
  }
  const problem = findProblem(view);
  if (problem !== undefined) throw viewFailed(report, problem);
  const subject = oneLine(view.subject);
  const preheader = shorten(oneLine(view.preheader));
  const document = runView(report, () =>
    wrapInShell({
      subject,
      preheader,
      body: view.body,
      head: view.head,
      locale: setting.locale,
    }),
  );
  return { subject, preheader, document, text: view.text, letterDate: view.letterDate ?? null };
}

function runView<Result>(report: AnyReport, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw viewFailed(report, `the view threw: ${reason}`, cause);
  }
}

function viewFailed(report: AnyReport, message: string, cause?: unknown): ReportError {
  return new ReportError({
    code: 'REPORT_VIEW_FAILED',
    report: report.name,
    stage: 'view',
    message,
    cause,
  });
}

/** What is wrong with what a view gave; the compiler cannot hold authors of plain JavaScript. */
function findProblem(view: LetterView): string | undefined {
  if (typeof view !== 'object' || view === null) {
    return `expected { subject, preheader, body }, but the view gave ${view === null ? 'null' : typeof view}.`;
  }
  if (view instanceof Promise) return 'expected a synchronous view, but it gave a promise.';
  for (const field of ['subject', 'preheader'] as const) {
    if (typeof view[field] !== 'string' || oneLine(view[field]) === '') {
      return `expected "${field}" to be a line of text, but got ${JSON.stringify(view[field])}.`;
    }
  }
  if (!isMjmlFragment(view.body)) {
    return `expected "body" to be mjml\`…\`, but got ${typeof view.body}.`;
  }
  return undefined;
}

function shorten(text: string): string {
  if (text.length <= preheaderLength) return text;
  const cut = text.slice(0, preheaderLength - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > preheaderLength / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff,;:\s]+$/, '')}…`;
}
