import type { LetterMoment, LetterPart } from '../rendered-report.ts';
import { ReportError, type ReportErrorInit } from '../report-error.ts';
import type { SealedLetter } from '../runs/sealed-letter.ts';

/** Letters of one report that the thread is to make. */
export interface LetterOrder {
  readonly report: string;
  /** Of each letter. */
  readonly parameters: readonly unknown[];
  readonly moment: LetterMoment;
  /** Orders of one number share what they load. */
  readonly season: number;
  /** How they come back: with their parts, or sealed, as they are kept. */
  readonly as: PartsWanted | 'sealed';
}

export interface PartsWanted {
  readonly parts: readonly LetterPart[];
  readonly publicData: boolean;
}

/** A letter with the parts that were asked for. */
export interface WrittenLetter {
  /** Parsed. */
  readonly params: Readonly<Record<string, unknown>>;
  /** JSON, which is handed over several times faster than objects. */
  readonly data: string;
  readonly subject: string;
  readonly preheader: string;
  readonly letterDate: string | null;
  readonly html: string;
  readonly text: string;
  /** JSON, or why there is none. Only where it was asked for. */
  readonly publicData?: { readonly json: string } | { readonly failure: SentError };
}

/** What became of one letter of an order. */
export type OrderedLetter =
  | { readonly kind: 'written'; readonly letter: WrittenLetter }
  | { readonly kind: 'sealed'; readonly letter: SealedLetter }
  | { readonly kind: 'failed'; readonly failure: SentError };

/** A `ReportError` without classes, which a thread does not hand over. */
export type SentError = Omit<ReportErrorInit, 'cause'> & {
  readonly cause?: SentCause | undefined;
};

/** What an error came from: the stack of another, or the errors of an answer, by which an outage is told. */
type SentCause = { readonly stack: string } | { readonly errors: unknown };

/** To the thread. */
export interface ToLetterThread extends LetterOrder {
  readonly id: number;
}

/** From the thread: that it has loaded the reports, what became of some letters of an order, in order, and when that were all. */
export type FromLetterThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'made'; readonly id: number; readonly letters: readonly OrderedLetter[] }
  | { readonly kind: 'done'; readonly id: number };

export function sendError({
  code,
  report,
  stage,
  reason,
  problems,
  cause,
}: ReportError): SentError {
  return { code, report, stage, message: reason, problems, cause: sendCause(cause) };
}

function sendCause(cause: unknown): SentCause | undefined {
  if (cause instanceof Error) return { stack: cause.stack ?? cause.message };
  if (!Array.isArray(cause)) return undefined;
  const errors: unknown = JSON.parse(JSON.stringify(cause));
  return { errors };
}

export function receiveError({ cause, ...init }: SentError): ReportError {
  if (cause === undefined) return new ReportError(init);
  if ('errors' in cause) return new ReportError({ ...init, cause: cause.errors });
  const origin = new Error(cause.stack.split('\n')[0]);
  origin.stack = cause.stack;
  return new ReportError({ ...init, cause: origin });
}
