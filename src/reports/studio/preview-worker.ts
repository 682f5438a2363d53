/**
 * The thread in which `redress report preview` loads an author's reports and makes letters of them. Each change of a file
 * gets a new one, so that nothing of the old code is left; a thread that hangs is ended.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { buildSchema } from 'graphql';
import type { Ask } from '../ask.ts';
import { checkReport } from '../check-definition.ts';
import { compileMjml } from '../compile-mjml.ts';
import type { AnyReport } from '../report.ts';
import { createReportEngine } from '../report-engine.ts';
import { createReportRegistry, findRegistryProblems } from '../report-registry.ts';
import { describeProblems, locateText, tellPlace } from './describe-problem.ts';
import type { FromPreview, PreviewSetting, ToPreview } from './preview-messages.ts';
import { createStudioBench } from './studio-bench.ts';
import type { StudioProblem, StudioSource } from './studio-source.ts';

const { modules, schema, publicUrl, folder }: PreviewSetting = workerData;
const graph = buildSchema(schema);
// A thread waits, ready, for the next change: what the first letter would have to wait for is done before.
void import('../index.ts');
void compileMjml('<mjml><mj-body><mj-section></mj-section></mj-body></mjml>').catch(() => {});

process.setSourceMapsEnabled(true);

function tell(message: FromPreview): void {
  parentPort?.postMessage(message);
}

const waiting = new Map<number, (answer: Awaited<ReturnType<Ask>>) => void>();
let questions = 0;

const ask: Ask = ({ source, operationName, variables }) =>
  new Promise((resolve) => {
    questions += 1;
    waiting.set(questions, resolve);
    tell({ kind: 'ask', id: questions, source, operationName, variables });
  });

async function loadModule(address: string): Promise<AnyReport[]> {
  const module: object = await import(address);
  const given: unknown = Object.values({ reports: undefined, ...module }).find(Array.isArray) ?? [];
  const reports = given as AnyReport[];
  const problems = reports.flatMap((report, index) => checkReport(report, index));
  if (reports.length > 0 && problems.length === 0) return reports;
  throw new TypeError(
    problems.join(' ') ||
      `[preview] ${address}: expected an exported array of reports, such as "export const reports = [myReport];", but it exports ${Object.keys(module).join(', ') || 'nothing'}.`,
  );
}

/** Loads every module, and leaves out what cannot be used, each with the reason. */
async function load(sources: readonly string[]): Promise<StudioSource> {
  const problems: StudioProblem[] = [];
  const reports: AnyReport[] = [];
  for (const address of modules) {
    try {
      reports.push(...(await loadModule(address)));
    } catch (error) {
      problems.push(...describeProblems(error, { folder, sources }));
    }
  }
  const wrong = findRegistryProblems(reports, graph);
  for (const { report: name, rule, message, line } of wrong) {
    const source = reports.find((report) => report.name === name)?.query.source ?? '';
    const place = rule === 'query' ? locateText(source, sources) : undefined;
    problems.push({
      code: 'REPORT_REGISTRY_INVALID',
      report: name,
      stage: rule,
      message,
      ...tellPlace(place && { ...place, line: place.line + (line ?? 1) - 1 }, folder),
    });
  }
  // A report with a wrong query still shows its fixtures; one of two with the same name, or of another contract, does not.
  const unfit = new Set(wrong.filter(({ rule }) => rule !== 'query').map(({ report }) => report));
  const engine = createReportEngine({
    registry: createReportRegistry(reports.filter(({ name }) => !unfit.has(name))),
    ask,
    now: () => new Date(),
    publicUrl,
  });
  const bench = createStudioBench(engine, { folder, sources });
  return { ...bench, list: async () => ({ ...(await bench.list()), problems }) };
}

let loaded: Promise<StudioSource> | undefined;

parentPort?.on('message', async (message: ToPreview) => {
  if (message.kind === 'load') {
    loaded = load(message.sources);
  } else if (message.kind === 'data') {
    const { id, data, errors } = message;
    waiting.get(id)?.({ data, errors });
    waiting.delete(id);
  } else {
    const source = await loaded;
    if (source === undefined) return;
    const { id } = message;
    const answer =
      message.kind === 'list' ? await source.list() : await source.preview(message.request);
    tell({ kind: 'done', id, answer: JSON.parse(JSON.stringify(answer)) });
  }
});
