import { blame } from './blame.ts';
import { type LetterDraft, type LetterSetting, makeLetter } from './make-letter.ts';
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
}

/**
 * Letters from their data, in order, each made or not for itself. The authors' code runs for all of them under one watch,
 * which is what makes many letters cheaper than each alone.
 */
export function renderLetters(
  report: AnyReport,
  sources: readonly LetterSource[],
  wanted: WantedParts,
  workshop: LetterWorkshop,
): Promise<Guarded<RenderedReport>[]> {
  const { cache, viewTimeoutMs } = workshop;
  const setting = workshop.setting();
  const { parts } = wanted;
  const { drafts, texts, publicData } = writeLetters(
    report,
    sources,
    wanted,
    setting,
    viewTimeoutMs,
  );
  return Promise.all(
    drafts.map(async (drafted, index): Promise<Guarded<RenderedReport>> => {
      if (!drafted.ok) return { ok: false, error: blame(report, 'view', drafted.error) };
      const draft = drafted.value;
      try {
        const html = parts.includes('html') ? await renderHtml(report, draft, cache) : '';
        const written = texts[index];
        if (written?.ok === false) throw written.error;
        const text =
          written === undefined
            ? ''
            : (written.value ?? derive(report, html || (await renderHtml(report, draft, cache))));
        const { params, data } = sources[index] ?? {};
        const moment = setting.now;
        return {
          ok: true,
          value: new RenderedLetter({
            report,
            params,
            data,
            draft,
            html,
            text,
            moment,
            viewTimeoutMs,
            publicData: publicData[index],
          }),
        };
      } catch (error) {
        return { ok: false, error };
      }
    }),
  );
}

/** The HTML of a letter; at once where its shape is known. */
async function renderHtml(
  report: AnyReport,
  draft: LetterDraft,
  cache: ShapeCache,
): Promise<string> {
  try {
    return cache.fill(draft.document) ?? (await cache.render(draft.document));
  } catch (cause) {
    const message = `the markup is not valid: ${reasonOf(cause)}`;
    throw new ReportError({
      code: 'REPORT_MARKUP_INVALID',
      report: report.name,
      stage: 'html',
      message,
      cause,
    });
  }
}

/** What the authors' code gives for letters: their drafts, and the text parts where those are asked for. */
interface WrittenLetters {
  readonly drafts: readonly Guarded<LetterDraft>[];
  /** `undefined` for one that is derived from the HTML. */
  readonly texts: readonly Guarded<string | undefined>[];
  /** What anyone may see of the data, where that is asked for. */
  readonly publicData: readonly Guarded<unknown>[];
}

function writeLetters(
  report: AnyReport,
  sources: readonly LetterSource[],
  { parts, publicData }: WantedParts,
  setting: LetterSetting,
  timeoutMs: number,
): WrittenLetters {
  // Work may be begun twice: what counts is what it gave last.
  const drafted = sources.map((): { draft?: LetterDraft } => ({}));
  const writing = sources.map(({ params, data }, index) => () => {
    drafted[index] = { draft: makeLetter(report, params, data, setting) };
  });
  const writingTexts = drafted.map((_, index) => () => {
    const text = drafted[index]?.draft?.text;
    const words = typeof text === 'function' ? text() : text;
    return words === undefined ? undefined : finishText(words);
  });
  const showing = sources.map(
    ({ params, data }, index) =>
      () =>
        drafted[index]?.draft && findPublicData(report, params, data),
  );
  const texts = parts.includes('text') ? writingTexts : [];
  const shown = publicData ? showing : [];
  const done = runGuarded<unknown>([...writing, ...texts, ...shown], timeoutMs);
  const from = (start: number, count: number) => done.slice(start, start + count);
  return {
    drafts: from(0, sources.length).map((one, index): Guarded<LetterDraft> => {
      const draft = drafted[index]?.draft;
      if (!one.ok) return one;
      return draft === undefined ? { ok: false, error: undefined } : { ok: true, value: draft };
    }),
    texts: from(sources.length, texts.length).map((one): Guarded<string | undefined> => {
      if (!one.ok) return { ok: false, error: blame(report, 'text', one.error) };
      return { ok: true, value: typeof one.value === 'string' ? one.value : undefined };
    }),
    publicData: from(sources.length + texts.length, shown.length),
  };
}

function derive(report: AnyReport, html: string): string {
  try {
    return finishText(deriveText(html));
  } catch (cause) {
    throw blame(report, 'text', cause);
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
