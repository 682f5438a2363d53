import type { DocumentNode } from 'graphql';
import { declaredParameters } from './declared-parameters.ts';
import type { AnyReport } from './report.ts';
import { ReportError } from './report-error.ts';

/** A report's question to the graph. */
export interface AskedQuestion {
  readonly document: DocumentNode;
  readonly source: string;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One error of the graph's answer. */
export interface AskedError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** Asks the graph, with whatever scopes the composition root gave it. */
export type Ask = (question: AskedQuestion) => Promise<{
  readonly data?: unknown;
  readonly errors?: readonly AskedError[] | undefined;
}>;

/**
 * The data of a report. Throws a `ReportError` when the graph rejects, fails in any part, gives nothing or takes longer
 * than it may: a letter is made from the whole of its data or not at all.
 */
export async function askData(
  report: AnyReport,
  variables: Readonly<Record<string, unknown>>,
  ask: Ask,
  timeoutMs: number,
): Promise<unknown> {
  const { document, source, operationName } = report.query;
  const answer = await within(timeoutMs, report, () =>
    ask({ document, source, operationName, variables }).catch((cause: unknown) => {
      throw failed(report, 'the graph could not be asked.', cause);
    }),
  );
  const [first] = answer.errors ?? [];
  if (first !== undefined) throw answeredWithError(report, first, answer.errors);
  if (answer.data === undefined || answer.data === null) {
    throw failed(report, 'the graph answered without data.', undefined);
  }
  return answer.data;
}

async function within<Answer>(
  timeoutMs: number,
  report: AnyReport,
  run: () => Promise<Answer>,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const reason = `the graph gave no data within ${timeoutMs / 1000} s.`;
    timer = setTimeout(() => reject(failed(report, reason, undefined)), timeoutMs);
  });
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The query's variables. Runs an author's code. */
export function makeVariables(
  report: AnyReport,
  params: unknown,
): Readonly<Record<string, unknown>> {
  try {
    // A copy: what is given back may be the parameters themselves, which no thread can be sent.
    return { ...report.variables(declaredParameters(report, params)) };
  } catch (cause) {
    throw new ReportError({
      code: 'REPORT_VIEW_FAILED',
      report: report.name,
      stage: 'data',
      message: `variables() threw: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
}

function answeredWithError(
  report: AnyReport,
  { message, path, extensions }: AskedError,
  cause: unknown,
): ReportError {
  const where = path === undefined ? '' : ` at ${path.join('.')}`;
  if (extensions?.code !== 'BAD_USER_INPUT') {
    return failed(report, `the graph answered with an error${where}: ${message}`, cause);
  }
  return new ReportError({
    code: 'REPORT_PARAMETERS_INVALID',
    report: report.name,
    stage: 'data',
    message,
    cause,
  });
}

function failed(report: AnyReport, message: string, cause: unknown): ReportError {
  return new ReportError({
    code: 'REPORT_DATA_FAILED',
    report: report.name,
    stage: 'data',
    message,
    cause,
  });
}
