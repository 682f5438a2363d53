import { performance } from 'node:perf_hooks';
import { describeParameters } from '../describe-parameters.ts';
import type { RenderedReport } from '../rendered-report.ts';
import { checkLetter, clipBytes } from '../report-check.ts';
import type { ReportEngine } from '../report-engine.ts';
import {
  describeProblems,
  locateText,
  type ProblemSetting,
  tellPlace,
} from './describe-problem.ts';
import type {
  StudioPreview,
  StudioProblem,
  StudioReport,
  StudioRequest,
  StudioSource,
} from './studio-source.ts';

/** The studio's letters from an engine in this process. */
export function createStudioBench(engine: ReportEngine, setting: ProblemSetting): StudioSource {
  return {
    list: async () => ({ reports: listReports(engine), problems: [] }),
    preview: (request) => preview(engine, request, setting),
  };
}

function listReports({ registry }: ReportEngine): StudioReport[] {
  return registry.reports.map((report) => ({
    name: report.name,
    title: report.title,
    description: report.description,
    parameters: describeParameters(report),
    fixtures: Object.entries(report.fixtures).map(([name, { params }]) => ({ name, params })),
  }));
}

/** A preview in the making: each step adds to it, so that what was made before a failure is shown. */
type Draft = { -readonly [Key in keyof StudioPreview]: StudioPreview[Key] };

async function preview(
  engine: ReportEngine,
  request: StudioRequest,
  setting: ProblemSetting,
): Promise<StudioPreview> {
  const draft: Draft = {
    letter: null,
    data: null,
    query: '',
    variables: null,
    bytes: { html: 0, text: 0, clip: clipBytes },
    findings: [],
    problems: [],
    timings: { dataMs: 0, renderMs: 0 },
  };
  try {
    await fill(draft, engine, request);
  } catch (error) {
    const found = describeProblems(error, setting);
    draft.problems = found.map((problem) => placeMarkup(problem, draft.letter, setting));
  }
  return draft;
}

async function fill(draft: Draft, engine: ReportEngine, request: StudioRequest): Promise<void> {
  const report = engine.registry.get(request.report);
  draft.query = report.query.source;
  const fixture = request.fixture === undefined ? undefined : report.fixtures[request.fixture];
  if (request.fixture !== undefined && fixture === undefined) {
    await engine.renderFixture(report.name, request.fixture); // rejects, naming the fixtures there are
  }
  const parameters = fixture?.params ?? request.parameters ?? {};
  const { variables, read } = engine.question(report.name, parameters);
  draft.variables = variables;
  const asked = performance.now();
  draft.data = fixture === undefined ? await read() : fixture.data;
  const begun = performance.now();
  // First without parts: the MJML is wanted most where it is not valid.
  const bare = await engine.renderData(report.name, parameters, draft.data, { parts: [] });
  draft.letter = copyLetter(bare);
  const letter = await engine.renderData(report.name, parameters, draft.data);
  draft.timings = { dataMs: begun - asked, renderMs: performance.now() - begun };
  draft.letter = copyLetter(letter);
  draft.bytes = {
    html: Buffer.byteLength(letter.html),
    text: Buffer.byteLength(letter.text),
    clip: clipBytes,
  };
  draft.findings = checkLetter(letter, report.allow);
}

function copyLetter(letter: RenderedReport): RenderedReport {
  const { name, title, parameters, subject, preheader, html, text, mjml } = letter;
  const { letterDate, renderedAt } = letter;
  const all = { name, title, parameters, subject, preheader, html, text, mjml };
  return { ...all, letterDate, renderedAt, data: null, publicData: null };
}

/** Finds the author's line for a line of MJML, which holds where that line is written as it comes out. */
function placeMarkup(
  problem: StudioProblem,
  letter: RenderedReport | null,
  { folder, sources = [] }: ProblemSetting,
): StudioProblem {
  const line = /line (\d+) of the MJML/.exec(problem.message)?.[1];
  if (problem.stage !== 'html' || line === undefined || letter === null) return problem;
  const text = letter.mjml.split('\n')[Number(line) - 1]?.trim() ?? '';
  const tag = /<mj-[^>]*>/.exec(text)?.[0] ?? text;
  const place = text === '' ? undefined : (locateText(text, sources) ?? locateText(tag, sources));
  return { ...problem, ...tellPlace(place, folder) };
}
