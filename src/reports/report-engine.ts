import { type Ask, askData, makeVariables } from './ask.ts';
import { blame } from './blame.ts';
import { compileMjml } from './compile-mjml.ts';
import { createFormat } from './format.ts';
import { parseParameters } from './parse-parameters.ts';
import {
  type LetterSource,
  type LetterWorkshop,
  renderLetters,
  type WantedParts,
} from './render-letters.ts';
import type { LetterMoment, LetterPart, RenderedReport, RenderOptions } from './rendered-report.ts';
import type { AnyReport } from './report.ts';
import { ReportError } from './report-error.ts';
import type { ReportRegistry } from './report-registry.ts';
import { type Guarded, runGuarded } from './run-guarded.ts';
import { createShapeCache, type ShapeStats } from './shape-cache.ts';

/** What the composition root gives the engine. */
export interface ReportEngineOptions {
  readonly registry: ReportRegistry;
  readonly ask: Ask;
  /** Opens a way of asking for the letters of one batch, whose questions may share what they load. Default: `ask`. */
  readonly openBatch?: (() => Ask) | undefined;
  /** Milliseconds that an author's code may take for one letter before it is broken off; 2000 by default, 0 for no limit. */
  readonly viewTimeoutMs?: number | undefined;
  /** Milliseconds that the graph may take for the data of one letter; 60000 by default. */
  readonly dataTimeoutMs?: number | undefined;
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

/** A report's question to the graph, not yet asked. */
export interface ReportQuestion {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Asks it. Rejects with a `ReportError`. */
  read(): Promise<unknown>;
}

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
  /** The same one after another, so that no more than a batch of them is held at once. */
  renderEach(
    name: string,
    parameters: readonly unknown[],
    options?: RenderOptions,
  ): AsyncIterable<BatchResult>;
  /** Letters from parsed parameters and data at hand, which are not checked: of a run. */
  renderManyData(
    name: string,
    sources: readonly LetterSource[],
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
  /** What a report asks of the graph for these parameters. Throws a `ReportError` for parameters that it does not have. */
  question(name: string, parameters: unknown): ReportQuestion;
  /** What letters are made with now. */
  moment(): LetterMoment;
  /** What the shape cache has done. */
  stats(): ShapeStats;
}

/** Of how many letters the data is asked for together. */
const batchSize = 120;

/** How many of them are written before any is given away: each time costs a watching thread, each letter its memory. */
const writtenAtOnce = 40;

const bothParts: readonly LetterPart[] = ['html', 'text'];

function wantedParts(
  { parts = bothParts, publicData = false }: RenderOptions = {},
  markup = false,
): WantedParts {
  return { parts, publicData, markup };
}

/** The engine. One is enough for a process: it keeps the shapes of letters ready. */
export function createReportEngine(options: ReportEngineOptions): ReportEngine {
  const { registry, ask, openBatch = () => ask, now, publicUrl, locale = 'en-GB' } = options;
  const { shapes: max = 200, viewTimeoutMs = 2_000, dataTimeoutMs = 60_000 } = options;
  const cache = createShapeCache({ max, compile: compileMjml });
  const format = createFormat(locale);
  const base = () => (typeof publicUrl === 'string' ? publicUrl : publicUrl());
  const linkFrom = (url: string) => (path: string) => url.replace(/\/+$/, '') + path;
  const workshop: LetterWorkshop = {
    cache,
    viewTimeoutMs,
    setting: () => ({ now: now(), locale, format, link: (path) => linkFrom(base())(path) }),
  };

  /** The workshop as it was at another moment. The shapes are the same: they hold nothing of a moment. */
  const workshopAs = (moment: LetterMoment | undefined): LetterWorkshop => {
    if (moment === undefined) return workshop;
    const setting = {
      now: moment.now,
      locale: moment.locale,
      format: moment.locale === locale ? format : createFormat(moment.locale),
      link: linkFrom(moment.publicUrl),
    };
    return { ...workshop, setting: () => setting };
  };

  /** Reads parameters and makes variables for many letters at once: both run an author's code. */
  const prepare = (report: AnyReport, all: readonly unknown[]) =>
    runGuarded(
      all.map((one) => () => {
        const params = parseParameters(report, one);
        return { params, variables: makeVariables(report, params) };
      }),
      viewTimeoutMs,
    );

  const load = async (
    report: AnyReport,
    prepared: ReturnType<typeof prepare>[number],
    askHere: Ask,
  ): Promise<Guarded<LetterSource>> => {
    if (!prepared.ok) return { ok: false, error: blame(report, 'data', prepared.error) };
    const { params, variables } = prepared.value;
    try {
      const data = await askData(report, variables, askHere, dataTimeoutMs);
      return { ok: true, value: { params, data } };
    } catch (error) {
      return { ok: false, error };
    }
  };

  /** Asks for the data of a batch. Never rejects. */
  const loadBatch = (report: AnyReport, all: readonly unknown[]) => {
    const askHere = openBatch();
    return Promise.all(prepare(report, all).map((prepared) => load(report, prepared, askHere)));
  };

  const renderLoaded = async (
    report: AnyReport,
    all: readonly unknown[],
    loaded: readonly Guarded<LetterSource>[],
    wanted: WantedParts,
    shop: LetterWorkshop,
  ): Promise<BatchResult[]> => {
    const sources = loaded.flatMap((one) => (one.ok ? [one.value] : []));
    const letters = (await renderLetters(report, sources, wanted, shop)).values();
    return loaded.map((one, index): BatchResult => {
      const letter = one.ok ? letters.next().value : one;
      if (letter?.ok)
        return { ok: true, parameters: all[index], rendered: letter.value as RenderedReport };
      return { ok: false, parameters: all[index], error: blame(report, 'view', letter?.error) };
    });
  };

  const renderEach: ReportEngine['renderEach'] = async function* (name, parameters, renderOptions) {
    const report = registry.get(name);
    const wanted = wantedParts(renderOptions);
    const shop = workshopAs(renderOptions?.as);
    for (let from = 0; from < parameters.length; from += batchSize) {
      const all = parameters.slice(from, from + batchSize);
      const loaded = await loadBatch(report, all);
      for (let at = 0; at < all.length; at += writtenAtOnce) {
        const end = at + writtenAtOnce;
        yield* await renderLoaded(report, all.slice(at, end), loaded.slice(at, end), wanted, shop);
      }
    }
  };

  const renderData: ReportEngine['renderData'] = async (name, parameters, data, given) => {
    const report = registry.get(name);
    const [params] = runGuarded([() => parseParameters(report, parameters)], viewTimeoutMs);
    if (params?.ok !== true) throw blame(report, 'data', params?.error);
    const source = { params: params.value, data };
    const wanted = wantedParts(given, true);
    return unwrap(await renderLetters(report, [source], wanted, workshopAs(given?.as)));
  };

  return {
    registry,
    renderEach,
    renderMany: async (name, parameters, renderOptions) => {
      const results: BatchResult[] = [];
      for await (const result of renderEach(name, parameters, renderOptions)) results.push(result);
      return results;
    },
    render: async (name, parameters, given) => {
      const report = registry.get(name);
      const [prepared] = prepare(report, [parameters]);
      if (prepared === undefined) throw new Error('One letter has one set of parameters.');
      const loaded = await load(report, prepared, ask);
      if (!loaded.ok) throw loaded.error;
      const wanted = wantedParts(given, true);
      return unwrap(await renderLetters(report, [loaded.value], wanted, workshop));
    },
    renderData,
    renderManyData: async (name, sources, given) => {
      const report = registry.get(name);
      const shop = workshopAs(given?.as);
      const letters = await renderLetters(report, sources, wantedParts(given), shop);
      return letters.map((letter, index): BatchResult => {
        const parameters = sources[index]?.params;
        return letter.ok
          ? { ok: true, parameters, rendered: letter.value }
          : { ok: false, parameters, error: blame(report, 'view', letter.error) };
      });
    },
    renderFixture: (name, fixtureName, given) => {
      const fixture = registry.get(name).fixtures[fixtureName];
      if (fixture !== undefined) return renderData(name, fixture.params, fixture.data, given);
      const known = Object.keys(registry.get(name).fixtures).join(', ');
      return Promise.reject(
        new ReportError({
          code: 'REPORT_NOT_FOUND',
          report: name,
          stage: 'find',
          message: `expected one of the fixtures ${known}, but got "${fixtureName}".`,
        }),
      );
    },
    question: (name, parameters) => {
      const report = registry.get(name);
      const [prepared] = prepare(report, [parameters]);
      if (prepared?.ok !== true) throw blame(report, 'data', prepared?.error);
      const { variables } = prepared.value;
      return { variables, read: () => askData(report, variables, ask, dataTimeoutMs) };
    },
    moment: () => ({ now: now(), locale, publicUrl: base() }),
    stats: () => cache.stats(),
  };
}

function unwrap([letter]: readonly Guarded<RenderedReport>[]): RenderedReport {
  if (letter?.ok === true) return letter.value;
  throw letter?.error;
}
