/** Where in the making of a letter something went wrong. */
export type ReportStage = 'find' | 'parameters' | 'data' | 'view' | 'html' | 'text';

/** The codes of `ReportError`, each with the HTTP status it becomes. */
export const reportErrorStatus = {
  /** No installed report has this name. */
  REPORT_NOT_FOUND: 404,
  /** The parameters are not what the report declares. */
  REPORT_PARAMETERS_INVALID: 400,
  /** The graph has nothing for these parameters: an unknown council, a year without an edition. */
  REPORT_NOTHING_FOUND: 404,
  /** The graph answered with errors, or not at all. */
  REPORT_DATA_FAILED: 502,
  /** The report's own code threw, or gave something that is not a letter. */
  REPORT_VIEW_FAILED: 500,
  /** The report's own code did not end in the time it may take. */
  REPORT_VIEW_TIMEOUT: 500,
  /** The report's MJML is not valid. */
  REPORT_MARKUP_INVALID: 500,
  /** The text part could not be made. */
  REPORT_TEXT_FAILED: 500,
} as const satisfies Record<string, number>;

/** A code of `ReportError`. */
export type ReportErrorCode = keyof typeof reportErrorStatus;

/** What a `ReportError` is made of. */
export interface ReportErrorInit {
  readonly code: ReportErrorCode;
  readonly report: string;
  readonly stage: ReportStage;
  /** One sentence for the person who asked; the report's name and the stage are put before it. */
  readonly message: string;
  readonly cause?: unknown;
  readonly problems?: readonly string[];
}

/** A letter that could not be made: which report, at which stage, why. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly code: ReportErrorCode;
  readonly report: string;
  readonly stage: ReportStage;
  /** The HTTP status for whoever asked over HTTP. */
  readonly statusCode: number;
  /** The sentence alone, without the report's name and the stage. */
  readonly reason: string;
  /** Every problem on its own, where there are several. */
  readonly problems: readonly string[];

  constructor({ code, report, stage, message, cause, problems = [] }: ReportErrorInit) {
    super(`[report:${report}] ${stage}: ${message}`, { cause });
    this.code = code;
    this.report = report;
    this.stage = stage;
    this.statusCode = reportErrorStatus[code];
    this.reason = message;
    this.problems = problems;
  }
}
