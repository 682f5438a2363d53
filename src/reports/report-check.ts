import type { GraphQLSchema } from 'graphql';
import { checkHtml } from './check-html.ts';
import { checkProject } from './check-project.ts';
import { checkSource } from './check-source.ts';
import { checkText } from './check-text.ts';
import type { RenderedReport } from './rendered-report.ts';
import { type Allowance, type AnyReport, contractVersion } from './report.ts';
import { createReportEngine, type ReportEngine } from './report-engine.ts';
import { ReportError } from './report-error.ts';
import { createReportRegistry, findRegistryProblems } from './report-registry.ts';

/** Something that is wrong with a report, or soon will be. */
export interface CheckFinding {
  readonly report: string;
  readonly fixture?: string | undefined;
  /** An error fails the check; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** What was checked, in one word: `markup`, `links`, `lang`. */
  readonly rule: string;
  /** What was expected, but what came. */
  readonly message: string;
  /** A line of the letter's MJML, where the mistake has one. */
  readonly line?: number | undefined;
}

/** A finding before it is known where it was made. */
export type Finding = Omit<CheckFinding, 'report' | 'fixture'>;

/** Gmail shows no more of a letter than this. */
export const clipBytes = 102 * 1024;

/** What reports are checked against, beside themselves. */
export interface CheckOptions {
  /** The public graph. Without it queries are not checked. */
  readonly schema?: GraphQLSchema | undefined;
  /** A folder with `src/plugins`, of which each report must be whole, listed and tested. Default: none. */
  readonly project?: string | undefined;
}

/**
 * Everything that is wrong with these reports: names used twice, queries that the graph cannot answer, folders that are
 * not whole, and for each fixture markup, language, title, links, alternative text, table headings, size, plain text and
 * purity. Empty when all is well. Asks nothing of the graph.
 */
export async function checkReports(
  reports: readonly AnyReport[],
  { schema, project }: CheckOptions = {},
): Promise<CheckFinding[]> {
  const findings: CheckFinding[] = [
    ...findRegistryProblems(reports, schema).map(
      (problem): CheckFinding => ({ ...problem, severity: 'error' }),
    ),
    ...(project === undefined ? [] : await checkProject(project, reports)),
  ];
  for (const report of reports) {
    if (report.apiVersion !== contractVersion) continue;
    const engine = createReportEngine({
      registry: createReportRegistry([report]),
      ask: () => Promise.reject(new Error('A check does not ask the graph.')),
      now: () => new Date('2020-07-22T09:00:00Z'),
      publicUrl: 'https://redress.example.org',
    });
    for (const fixture of Object.keys(report.fixtures)) {
      const found = await checkFixture(engine, report.name, fixture);
      findings.push(...found.map((finding) => ({ report: report.name, fixture, ...finding })));
    }
  }
  return findings;
}

/** What is wrong with one letter that has been rendered in both parts, but for what its report allows. */
export function checkLetter(letter: RenderedReport, allowed: readonly Allowance[] = []): Finding[] {
  const { html, text, preheader } = letter;
  return [
    ...checkSource(letter, allowed),
    ...checkHtml(html),
    ...checkText(text),
    ...checkSize(Buffer.byteLength(html)),
    ...(preheader.endsWith('…')
      ? [warning('preheader', 'expected at most 90 characters: this one was cut')]
      : []),
  ];
}

async function checkFixture(
  engine: ReportEngine,
  report: string,
  fixture: string,
): Promise<Finding[]> {
  const notFillable = engine.stats().notFillable;
  try {
    const letter = await engine.renderFixture(report, fixture);
    const again = await engine.renderFixture(report, fixture);
    const findings = checkLetter(letter, engine.registry.get(report).allow);
    if (letter.html !== again.html || letter.text !== again.text) {
      findings.push(error('pure', 'expected the same letter from the same data, but got another'));
    }
    if (engine.stats().notFillable > notFillable) {
      findings.push(
        warning(
          'shape',
          'MJML gives random or value-dependent markup here, so that each letter takes as long as the first',
        ),
      );
    }
    return findings;
  } catch (cause) {
    if (!(cause instanceof ReportError)) throw cause;
    return describeFailure(cause);
  }
}

/** One finding for each mistake that MJML lists, or one for anything else that failed. */
function describeFailure({ stage, reason, cause }: ReportError): Finding[] {
  const mistakes = listMistakes(cause);
  if (stage === 'html' && mistakes.length > 0) return mistakes;
  return [error(stage === 'html' ? 'markup' : stage, reason)];
}

function listMistakes(cause: unknown): Finding[] {
  if (!(cause instanceof Error) || !('errors' in cause) || !Array.isArray(cause.errors)) return [];
  return cause.errors.flatMap((mistake: unknown) => {
    if (typeof mistake !== 'object' || mistake === null) return [];
    const { message, line, tagName } = { message: '', line: undefined, tagName: '', ...mistake };
    return [
      {
        ...error('markup', `<${String(tagName)}>: ${String(message)}`),
        line: typeof line === 'number' ? line : undefined,
      },
    ];
  });
}

function checkSize(bytes: number): Finding[] {
  const size = `${Math.round(bytes / 1024)} kB`;
  if (bytes >= clipBytes) {
    return [
      error('size', `expected less than 102 kB, where Gmail cuts a letter off, but got ${size}`),
    ];
  }
  return bytes >= clipBytes * 0.9
    ? [warning('size', `${size} is near the 102 kB at which Gmail cuts a letter off`)]
    : [];
}

function error(rule: string, message: string): Finding {
  return { severity: 'error', rule, message };
}

function warning(rule: string, message: string): Finding {
  return { severity: 'warning', rule, message };
}
