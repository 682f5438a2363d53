import { type Ask, askData, makeVariables } from './ask.ts';
import { batchSize, cut, cutForLanes, madeAtOnce } from './batches.ts';
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
import type { PackBodies, SealedLetter } from './runs/sealed-letter.ts';
import { sealLetter } from './runs/sealed-letter.ts';
import { createShapeCache, type ShapeStats } from './shape-cache.ts';
import { shareOut, shareOutAsMade } from './share-out.ts';
import { type LetterOrder, type OrderedLetter, receiveError } from './thread/letter-messages.ts';
import type { LetterThread } from './thread/letter-thread.ts';
import { receiveLetter } from './thread/receive-letter.ts';

/** What the composition root gives the engine. */
export interface ReportEngineOptions {
  readonly registry: ReportRegistry;
  readonly ask: Ask;
  /** Opens a way of asking for batches of letters that are made together, which may share what they load. Default: `ask`. */
  readonly openSeason?: (() => Season) | undefined;
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
  /** How the long texts of letters are kept. Without it none can be sealed. */
  readonly pack?: PackBodies | undefined;
  /** What helps with many letters. Default: they are all made here. */
  readonly thread?: LetterThread | undefined;
  /** The most shapes kept ready; 200 by default. A shape takes about as much as a letter. */
  readonly shapes?: number | undefined;
}

/** Opens a way of asking for the letters of one batch, whose questions may share what they load. */
export type Season = () => Ask;

/** A letter of a batch: rendered, or why not. */
export type BatchResult =
  | { readonly ok: true; readonly parameters: unknown; readonly rendered: RenderedReport }
  | { readonly ok: false; readonly parameters: unknown; readonly error: ReportError };

/** What to make of many letters, and what they share with others. */
export interface ManyOptions extends RenderOptions {
  /** What batches share that are made together. Default: one of these letters' own. */
  readonly season?: Season | undefined;
}

/** A report's question to the graph, not yet asked. */
export interface ReportQuestion {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Asks it. Rejects with a `ReportError`. */
  read(): Promise<unknown>;
}

/** A letter of many as it is kept: made and sealed, or why not. `at` is the place of its parameters among those given, from 0. */
export type SealResult =
  | { readonly ok: true; readonly at: number; readonly sealed: SealedLetter }
  | { readonly ok: false; readonly at: number; readonly error: ReportError };

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
    options?: ManyOptions,
  ): AsyncIterable<BatchResult>;
  /**
   * Letters as they are kept: hashed, and their long texts packed. Those come together that were made together, and as soon as they
   * are made: with a thread, in no order.
   */
  sealInBatches(
    name: string,
    parameters: readonly unknown[],
    options?: Pick<ManyOptions, 'as' | 'season'>,
  ): AsyncIterable<readonly SealResult[]>;
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
  /** Something for letters to share that are ordered one batch after another. */
  openSeason(): Season;
  /** What letters are made with now. */
  moment(): LetterMoment;
  /** Whether a thread helps with many letters, so that it pays to go on with the next while some are kept. */
  readonly hasThread: boolean;
  /** What the shape cache has done. */
  stats(): ShapeStats;
}

const bothParts: readonly LetterPart[] = ['html', 'text'];

function cannotPack(): never {
  throw new Error('This engine was not told how letters are kept.');
}

function wantedParts(
  { parts = bothParts, publicData = false }: RenderOptions = {},
  markup = false,
): WantedParts {
  return { parts, publicData, markup };
}

/** The engine. One is enough for a process: it keeps the shapes of letters ready. */
export function createReportEngine(options: ReportEngineOptions): ReportEngine {
  const { registry, ask, openSeason = () => () => ask, now, publicUrl, locale = 'en-GB' } = options;
  const { shapes: max = 200, viewTimeoutMs = 2_000, dataTimeoutMs = 60_000, thread } = options;
  const { pack = cannotPack } = options;
  const cache = createShapeCache({ max, compile: compileMjml });
  let seasons = 0;
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
  const loadBatch = (report: AnyReport, all: readonly unknown[], season: Season) => {
    const askHere = season();
    return Promise.all(prepare(report, all).map((prepared) => load(report, prepared, askHere)));
  };

  /** Makes what was loaded, and tells of the rest why it was not. */
  const makeLoaded = async <Letter>(
    report: AnyReport,
    loaded: readonly Guarded<LetterSource>[],
    make: MakeLetters<Letter>,
  ): Promise<MadeLetter<Letter>[]> => {
    const sources = loaded.flatMap((one) => (one.ok ? [one.value] : []));
    const letters = (await make(sources)).values();
    return loaded.map((one): MadeLetter<Letter> => {
      const letter = one.ok ? letters.next().value : one;
      if (letter?.ok) return { ok: true, value: letter.value as Letter };
      return { ok: false, error: blame(report, 'view', letter?.error) };
    });
  };

  /** Batch after batch, here, in pieces. `from`: the place of the first. */
  const makeHere = async function* <Letter>(
    report: AnyReport,
    parameters: readonly unknown[],
    make: MakeLetters<Letter>,
    season: Season,
    from = 0,
  ): AsyncGenerator<MadePiece<Letter>> {
    let at = from;
    for (const all of cut(parameters, batchSize)) {
      const pieces = [...cut(await loadBatch(report, all, season), madeAtOnce)];
      // A piece that was made takes its data with it, unless its letters are kept.
      for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
        const made = await makeLoaded(report, piece, make);
        yield { at, made };
        at += made.length;
      }
    }
  };

  /** The same with the help of the thread, where it has this report; then in the order that `share` gives. */
  const makeInBatches = async function* <Letter>(
    report: AnyReport,
    parameters: readonly unknown[],
    here: MakeLetters<Letter>,
    order: Pick<LetterOrder, 'moment' | 'as'>,
    receive: (letter: OrderedLetter) => Letter,
    share: typeof shareOut,
    season: Season = openSeason(),
  ): AsyncGenerator<MadePiece<Letter>> {
    if (thread === undefined || !thread.knows(report)) {
      yield* makeHere(report, parameters, here, season);
      return;
    }
    seasons += 1;
    const seasonNumber = seasons;
    type Batch = { readonly from: number; readonly all: readonly unknown[] };
    type Give = (piece: MadePiece<Letter>) => void;
    const makeBatchHere = async ({ from, all }: Batch, give: Give) => {
      for await (const piece of makeHere(report, all, here, season, from)) give(piece);
    };
    const makeBatchThere = async ({ from, all }: Batch, give: Give) => {
      let at = from;
      const isMade = await thread.make(
        { report: report.name, parameters: all, season: seasonNumber, ...order },
        (letters) => {
          const made = letters.map(
            (letter): MadeLetter<Letter> =>
              letter.kind === 'failed'
                ? { ok: false, error: receiveError(letter.failure) }
                : { ok: true, value: receive(letter) },
          );
          give({ at, made });
          at += made.length;
        },
      );
      if (!isMade) await makeBatchHere({ from, all }, give);
    };
    const { isAlone } = thread;
    const there = { work: makeBatchThere, whenReady: () => thread.whenReady() };
    const makers = isAlone ? [there] : [{ work: makeBatchHere }, there];
    // The thread has its next batch before it is done with one: this thread may be making letters when it asks for more.
    let from = 0;
    const batches = cutForLanes(parameters, makers.length).map((all): Batch => {
      from += all.length;
      return { from: from - all.length, all };
    });
    yield* share(batches, [...makers, there]);
  };

  const renderHere = (report: AnyReport, given: RenderOptions | undefined) => {
    const [wanted, shop] = [wantedParts(given), workshopAs(given?.as)];
    return (sources: readonly LetterSource[]) => renderLetters(report, sources, wanted, shop);
  };

  const sealHere = (report: AnyReport, as: LetterMoment | undefined) => {
    const render = renderHere(report, { publicData: true, as });
    return async (sources: readonly LetterSource[]) =>
      (await render(sources)).map((letter): Guarded<SealedLetter> => {
        if (!letter.ok) return letter;
        try {
          return { ok: true, value: sealLetter(letter.value, pack) };
        } catch (error) {
          return { ok: false, error };
        }
      });
  };

  const momentOf = (given: Pick<RenderOptions, 'as'> | undefined): LetterMoment =>
    given?.as ?? { now: now(), locale, publicUrl: base() };

  const renderEach: ReportEngine['renderEach'] = async function* (name, parameters, given) {
    const report = registry.get(name);
    const { parts, publicData } = wantedParts(given);
    const moment = momentOf(given);
    const setting = workshopAs(moment).setting();
    const order = { moment, as: { parts, publicData } };
    const receive = (letter: OrderedLetter): RenderedReport => {
      if (letter.kind !== 'written') throw new Error('Letters with their parts were ordered.');
      return receiveLetter(letter.letter, { report, setting, viewTimeoutMs });
    };
    const here = renderHere(report, given);
    const pieces = makeInBatches(report, parameters, here, order, receive, shareOut, given?.season);
    for await (const { at, made } of pieces) {
      for (const [index, one] of made.entries()) yield toBatchResult(parameters[at + index], one);
    }
  };

  const sealInBatches: ReportEngine['sealInBatches'] = async function* (name, parameters, given) {
    const report = registry.get(name);
    const order = { moment: momentOf(given), as: 'sealed' } as const;
    const receive = (letter: OrderedLetter): SealedLetter => {
      if (letter.kind !== 'sealed') throw new Error('Sealed letters were ordered.');
      return letter.letter;
    };
    const here = sealHere(report, given?.as);
    const pieces = makeInBatches(
      report,
      parameters,
      here,
      order,
      receive,
      shareOutAsMade,
      given?.season,
    );
    for await (const { at, made } of pieces) {
      yield made.map((one, index) => toSealResult(at + index, one));
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
      const letters = await makeLoaded(report, sources.map(atHand), renderHere(report, given));
      return letters.map((made, index) => toBatchResult(sources[index]?.params, made));
    },
    sealInBatches,
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
    openSeason,
    moment: () => ({ now: now(), locale, publicUrl: base() }),
    hasThread: thread !== undefined,
    stats: () => cache.stats(),
  };
}

/** Makes letters from what was loaded, each or not for itself. */
type MakeLetters<Letter> = (
  sources: readonly LetterSource[],
) => Promise<readonly Guarded<Letter>[]>;

type MadeLetter<Letter> =
  | { readonly ok: true; readonly value: Letter }
  | { readonly ok: false; readonly error: ReportError };

/** Letters that were made together, one after another from the place of the first on. */
interface MadePiece<Letter> {
  readonly at: number;
  readonly made: readonly MadeLetter<Letter>[];
}

function toBatchResult(parameters: unknown, made: MadeLetter<RenderedReport>): BatchResult {
  return made.ok
    ? { ok: true, parameters, rendered: made.value }
    : { ok: false, parameters, error: made.error };
}

function toSealResult(at: number, made: MadeLetter<SealedLetter>): SealResult {
  return made.ok ? { ok: true, at, sealed: made.value } : { ok: false, at, error: made.error };
}

function atHand(source: LetterSource): Guarded<LetterSource> {
  return { ok: true, value: source };
}

function unwrap([letter]: readonly Guarded<RenderedReport>[]): RenderedReport {
  if (letter?.ok === true) return letter.value;
  throw letter?.error;
}
