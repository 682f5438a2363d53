import { blame } from './blame.ts';
import { type LetterHeading, type LetterSetting, makeLetter } from './make-letter.ts';
import type { MjmlFragment } from './markup/fragment.ts';
import { findPublicData, RenderedLetter } from './rendered-letter.ts';
import type { LetterPart, RenderedReport } from './rendered-report.ts';
import type { AnyReport } from './report.ts';
import { ReportError } from './report-error.ts';
import { type Guarded, runGuarded } from './run-guarded.ts';
import type { ShapeCache } from './shape-cache.ts';
import { deriveText } from './text/derive-text.ts';
import { finishText } from './text/finish-text.ts';

/** What a letter is made from. */
export interface LetterSource {
  readonly params: unknown;
  readonly data: unknown;
}

/** What all letters of one engine are made with. */
export interface LetterWorkshop {
  readonly cache: ShapeCache;
  /** Milliseconds that an author's code may take for one letter; 0 for no limit. */
  readonly viewTimeoutMs: number;
  /** The clock, locale and links of letters that are made now. */
  setting(): LetterSetting;
}

/** What to make of each letter at once. */
export interface WantedParts {
  readonly parts: readonly LetterPart[];
  /** What anyone may see of the data, which is otherwise worked out when it is read. */
  readonly publicData: boolean;
  /** Whether the markup stays with the letter. Else it is made again when it is read, which few do of many letters. */
  readonly markup: boolean;
}

/**
 * Letters from their data, in order, each made or not for itself. The authors' code runs for all of them under one watch,
 * which is what makes many letters cheaper than each alone. Each is filled in and written out before the next is begun, so
 * that of what it was made from nothing outlives it.
 */
export function renderLetters(
  report: AnyReport,
  sources: readonly LetterSource[],
  wanted: WantedParts,
  workshop: LetterWorkshop,
): Promise<Guarded<RenderedReport>[]> {
  const { viewTimeoutMs } = workshop;
  const setting = workshop.setting();
  const makings = sources.map((): Making => ({ stage: 'view' }));
  const done = runGuarded(
    sources.map((source, index) => () => {
      // Work may be begun twice: what counts is what it gave last.
      const making: Making = { stage: 'view' };
      makings[index] = making;
      work(report, source, wanted, setting, workshop.cache, making);
    }),
    viewTimeoutMs,
  );
  return Promise.all(
    sources.map(async (source, index): Promise<Guarded<RenderedReport>> => {
      const making = makings[index] ?? { stage: 'view' };
      const result = done[index];
      if (result?.ok === false && making.stage === 'publicData') {
        making.publicData = { ok: false, error: result.error };
      } else if (result?.ok === false) {
        return { ok: false, error: blameStage(report, making.stage, result.error) };
      }
      try {
        const { html, text } = await finish(report, making, wanted, workshop.cache);
        const letter = new RenderedLetter({
          report,
          params: source.params,
          readData: () => source.data,
          heading: making.heading ?? noHeading,
          html,
          text,
          setting,
          viewTimeoutMs,
          publicData: making.publicData,
          document: wanted.markup ? making.document : undefined,
        });
        return { ok: true, value: letter };
      } catch (error) {
        return { ok: false, error };
      }
    }),
  );
}

/** How far a letter has come. */
interface Making {
  /** What was begun last: what went wrong, went wrong there. */
  stage: 'view' | 'html' | 'text' | 'publicData';
  heading?: LetterHeading;
  /** `undefined` where it has to go through MJML, or was not asked for. */
  html?: string | undefined;
  /** `undefined` where it has to be derived from the HTML, or was not asked for. */
  text?: string | undefined;
  /** For what is still to be made of it. */
  document?: MjmlFragment;
  publicData?: Guarded<unknown>;
}

const noHeading: LetterHeading = { subject: '', preheader: '', letterDate: null };

/** All of a letter that can be made without waiting. */
function work(
  report: AnyReport,
  { params, data }: LetterSource,
  { parts, publicData, markup }: WantedParts,
  setting: LetterSetting,
  cache: ShapeCache,
  making: Making,
): void {
  const { document, text, ...heading } = makeLetter(report, params, data, setting);
  making.heading = heading;
  making.stage = 'html';
  if (parts.includes('html')) making.html = cache.fill(document);
  if (parts.includes('text')) {
    making.stage = 'text';
    const words = typeof text === 'function' ? text() : text;
    if (words !== undefined) making.text = finishText(words);
  }
  const isWhole = parts.every((part) => making[part] !== undefined);
  if (markup || !isWhole) making.document = document;
  if (publicData) {
    making.stage = 'publicData';
    making.publicData = { ok: true, value: findPublicData(report, params, data) };
  }
}

/** The parts of a letter that were asked for, with what had to wait for MJML. */
async function finish(
  report: AnyReport,
  { html, text, document }: Making,
  { parts }: WantedParts,
  cache: ShapeCache,
): Promise<{ html: string; text: string }> {
  const wantsHtml = parts.includes('html');
  const derives = parts.includes('text') && text === undefined;
  const known =
    html ??
    (document !== undefined && (wantsHtml || derives)
      ? await renderHtml(report, document, cache)
      : '');
  return {
    html: wantsHtml ? known : '',
    text: derives ? derive(report, known) : (text ?? ''),
  };
}

/** The HTML of a letter; at once where its shape is known. */
async function renderHtml(
  report: AnyReport,
  document: MjmlFragment,
  cache: ShapeCache,
): Promise<string> {
  try {
    return cache.fill(document) ?? (await cache.render(document));
  } catch (cause) {
    throw blameMarkup(report, cause);
  }
}

function blameStage(report: AnyReport, stage: Making['stage'], error: unknown): ReportError {
  return stage === 'html' ? blameMarkup(report, error) : blame(report, stage, error);
}

function blameMarkup(report: AnyReport, cause: unknown): ReportError {
  return new ReportError({
    code: 'REPORT_MARKUP_INVALID',
    report: report.name,
    stage: 'html',
    message: `the markup is not valid: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  });
}

function derive(report: AnyReport, html: string): string {
  try {
    return finishText(deriveText(html));
  } catch (cause) {
    throw blame(report, 'text', cause);
  }
}
