import { type Ask, askData } from './ask.ts';
import { compileMjml } from './compile-mjml.ts';
import { createFormat } from './format.ts';
import { type LetterDraft, makeLetter } from './make-letter.ts';
import { parseParameters } from './parse-parameters.ts';
import { RenderedLetter } from './rendered-letter.ts';
import type { LetterPart, RenderedReport, RenderOptions } from './rendered-report.ts';
import type { AnyReport } from './report.ts';
import { ReportError } from './report-error.ts';
import type { ReportRegistry } from './report-registry.ts';
import { createShapeCache, type ShapeStats } from './shape-cache.ts';
import { deriveText } from './text/derive-text.ts';
import { finishText } from './text/finish-text.ts';

/** What the composition root gives the engine. */
export interface ReportEngineOptions {
  readonly registry: ReportRegistry;
  readonly ask: Ask;
  /** The clock. */
  readonly now: () => Date;
  /** Where the public site is: what links in letters begin with. A function is asked with each letter. */
  readonly publicUrl: string | (() => string);
  /** `en-GB` by default. */
  readonly locale?: string | undefined;
  /** The most shapes kept ready; 200 by default. A shape takes about as much as a letter. */
  readonly shapes?: number | undefined;
}

/** A letter of a batch: rendered, or why not. */
export type BatchResult =
  | { readonly ok: true; readonly parameters: unknown; readonly rendered: RenderedReport }
  | { readonly ok: false; readonly parameters: unknown; readonly error: ReportError };

/** Makes letters: parameters → data → view → HTML and text. */
export interface ReportEngine {
  readonly registry: ReportRegistry;
  /** One letter. Throws a `ReportError` that names the stage. */
  render(name: string, parameters: unknown, options?: RenderOptions): Promise<RenderedReport>;
  /** Letters side by side with the errors of those that failed, in the order asked for. */
  renderMany(
    name: string,
    parameters: readonly unknown[],
    options?: RenderOptions,
  ): Promise<BatchResult[]>;
  /** A letter from data that is at hand already, which is not checked: from a fixture, or a run. */
  renderData(
    name: string,
    parameters: unknown,
    data: unknown,
    options?: RenderOptions,
  ): Promise<RenderedReport>;
  /** A letter from one of the report's fixtures. Throws a `ReportError` for an unknown one. */
  renderFixture(name: string, fixture: string, options?: RenderOptions): Promise<RenderedReport>;
  /** What the shape cache has done. */
  stats(): ShapeStats;
}

/** How many letters of a batch are in the making at once. */
const batchWidth = 8;

/** The engine. One is enough for a process: it keeps the shapes of letters ready. */
export function createReportEngine(options: ReportEngineOptions): ReportEngine {
  const { registry, ask, now, publicUrl, locale = 'en-GB', shapes: max = 200 } = options;
  const cache = createShapeCache({ max, compile: compileMjml });
  const format = createFormat(locale);
  const base = () => (typeof publicUrl === 'string' ? publicUrl : publicUrl());
  const link = (path: string): string => base().replace(/\/+$/, '') + path;

  const renderHtml = async (report: AnyReport, draft: LetterDraft): Promise<string> => {
    try {
      return cache.fill(draft.document) ?? (await cache.render(draft.document));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw stageError(report, 'html', `the markup is not valid: ${reason}`, cause);
    }
  };

  const renderText = async (
    report: AnyReport,
    draft: LetterDraft,
    html: string,
  ): Promise<string> => {
    try {
      const text = typeof draft.text === 'function' ? draft.text() : draft.text;
      return finishText(text ?? deriveText(html || (await renderHtml(report, draft))));
    } catch (cause) {
      if (cause instanceof ReportError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw stageError(report, 'text', `text() threw: ${reason}`, cause);
    }
  };

  const renderData = async (
    report: AnyReport,
    params: unknown,
    data: unknown,
    parts: readonly LetterPart[] = ['html', 'text'],
  ): Promise<RenderedReport> => {
    const moment = now();
    const draft = makeLetter(report, params, data, { now: moment, locale, format, link });
    const html = parts.includes('html') ? await renderHtml(report, draft) : '';
    const text = parts.includes('text') ? await renderText(report, draft, html) : '';
    return new RenderedLetter({ report, params, data, draft, html, text, moment });
  };

  const render: ReportEngine['render'] = async (name, parameters, { parts } = {}) => {
    const report = registry.get(name);
    const params = parseParameters(report, parameters);
    return renderData(report, params, await askData(report, params, ask), parts);
  };

  return {
    registry,
    render,
    renderMany: async (name, parameters, renderOptions) => {
      registry.get(name);
      const results: BatchResult[] = [];
      const waiting = parameters.entries();
      const work = async (): Promise<void> => {
        for (const [index, one] of waiting) {
          results[index] = await render(name, one, renderOptions).then(
            (rendered) => ({ ok: true, parameters: one, rendered }),
            (cause: unknown) => ({ ok: false, parameters: one, error: asReportError(name, cause) }),
          );
        }
      };
      await Promise.all(Array.from({ length: batchWidth }, work));
      return results;
    },
    renderData: async (name, parameters, data, { parts } = {}) => {
      const report = registry.get(name);
      return renderData(report, parseParameters(report, parameters), data, parts);
    },
    renderFixture: async (name, fixtureName, { parts } = {}) => {
      const report = registry.get(name);
      const fixture = report.fixtures[fixtureName];
      if (fixture === undefined) {
        throw new ReportError({
          code: 'REPORT_NOT_FOUND',
          report: name,
          stage: 'find',
          message: `expected one of the fixtures ${Object.keys(report.fixtures).join(', ')}, but got "${fixtureName}".`,
        });
      }
      const params = parseParameters(report, fixture.params);
      return renderData(report, params, fixture.data, parts);
    },
    stats: () => cache.stats(),
  };
}

function stageError(
  report: AnyReport,
  stage: 'html' | 'text',
  message: string,
  cause: unknown,
): ReportError {
  const code = stage === 'html' ? 'REPORT_MARKUP_INVALID' : 'REPORT_TEXT_FAILED';
  return new ReportError({ code, report: report.name, stage, message, cause });
}

function asReportError(report: string, cause: unknown): ReportError {
  if (cause instanceof ReportError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new ReportError({ code: 'REPORT_VIEW_FAILED', report, stage: 'view', message, cause });
}
