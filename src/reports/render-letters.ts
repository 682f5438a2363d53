import { blame } from './blame.ts';
import { type LetterDraft, type LetterSetting, makeLetter } from './make-letter.ts';
import { RenderedLetter } from './rendered-letter.ts';
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

/**
 * Letters from their data, in order, each made or not for itself. The authors' code runs for all of them under one watch,
 * which is what makes many letters cheaper than each alone.
 */
export function renderLetters(
  report: AnyReport,
  sources: readonly LetterSource[],
  parts: readonly LetterPart[],
  workshop: LetterWorkshop,
): Promise<Guarded<RenderedReport>[]> {
  const { cache, viewTimeoutMs } = workshop;
  const setting = workshop.setting();
  const drafts = runGuarded(
    sources.map(
      ({ params, data }) =>
        () =>
          makeLetter(report, params, data, setting),
    ),
    viewTimeoutMs,
  );
  const texts = parts.includes('text') ? writeTexts(report, drafts, viewTimeoutMs) : [];
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

/** The text parts that authors write themselves; `undefined` for one that is derived from the HTML. */
function writeTexts(
  report: AnyReport,
  drafts: readonly Guarded<LetterDraft>[],
  timeoutMs: number,
): Guarded<string | undefined>[] {
  const written = runGuarded(
    drafts.map((drafted) => () => {
      const text = drafted.ok ? drafted.value.text : undefined;
      const words = typeof text === 'function' ? text() : text;
      return words === undefined ? undefined : finishText(words);
    }),
    timeoutMs,
  );
  return written.map((one) =>
    one.ok ? one : { ok: false, error: blame(report, 'text', one.error) },
  );
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
