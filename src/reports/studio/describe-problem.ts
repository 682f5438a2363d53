import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReportError } from '../report-error.ts';
import type { StudioProblem } from './studio-source.ts';

/** A line of a file. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** What helps to find the place of a problem. */
export interface ProblemSetting {
  /** File names are told from here. */
  readonly folder: string;
  /** The files of reports, where a problem's text can be looked for. Default: none. */
  readonly sources?: readonly string[] | undefined;
}

/** The engine's own folder: its frames are never the author's mistake. */
const engineFolder = fileURLToPath(new URL('..', import.meta.url));

/** Every problem behind an error: one for each mistake that MJML lists, else one. */
export function describeProblems(error: unknown, setting: ProblemSetting): StudioProblem[] {
  const place = findPlace(error);
  const problem = {
    code: readCode(error),
    report: error instanceof ReportError ? error.report : null,
    stage: error instanceof ReportError ? error.stage : 'load',
    message: error instanceof ReportError ? error.reason : firstLines(readMessage(error)),
    ...tellPlace(place, setting.folder),
  };
  const mistakes = error instanceof ReportError ? listMistakes(error.cause) : [];
  return mistakes.length === 0 ? [problem] : mistakes.map((message) => ({ ...problem, message }));
}

/** A place as the studio tells it. */
export function tellPlace(
  place: SourcePlace | undefined,
  folder: string,
): Pick<StudioProblem, 'file' | 'line'> {
  if (place === undefined) return { file: null, line: null };
  return { file: relative(folder, place.file) || place.file, line: place.line };
}

/** Where a text stands in one of the files. Undefined where it is in none, or more than once. */
export function locateText(text: string, files: readonly string[]): SourcePlace | undefined {
  const places: SourcePlace[] = [];
  for (const file of files) {
    const source = readSource(file);
    for (let at = source.indexOf(text); at !== -1; at = source.indexOf(text, at + 1)) {
      places.push({ file, line: source.slice(0, at).split('\n').length });
    }
  }
  return places.length === 1 ? places[0] : undefined;
}

/** The first line of an error's stack, or of its causes', that is the author's. */
function findPlace(error: unknown): SourcePlace | undefined {
  const seen = new Set<unknown>();
  const chain: Error[] = [];
  for (let one = error; one instanceof Error && !seen.has(one); one = one.cause) {
    seen.add(one);
    chain.unshift(one);
  }
  for (const { stack = '' } of chain) {
    const places = [...stack.matchAll(/(file:\/\/\/[^\s:?#]+)(?:\?[^\s:]*)?:(\d+)/g)];
    for (const [, address = '', line = ''] of places) {
      const file = fileURLToPath(address);
      const isOthers = file.includes(`${sep}node_modules${sep}`) || file.startsWith(engineFolder);
      if (!isOthers) return { file, line: Number(line) };
    }
  }
  return undefined;
}

function listMistakes(cause: unknown): string[] {
  if (!(cause instanceof Error) || !('errors' in cause) || !Array.isArray(cause.errors)) return [];
  return cause.errors.flatMap((mistake: unknown) => {
    if (typeof mistake !== 'object' || mistake === null) return [];
    const { message, line, tagName } = { message: '', line: '?', tagName: '', ...mistake };
    return [`<${String(tagName)}>, line ${String(line)} of the MJML: ${String(message)}`];
  });
}

function readCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error))
    return 'REPORT_LOAD_FAILED';
  return typeof error.code === 'string' ? error.code : 'REPORT_LOAD_FAILED';
}

function readMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 12).join('\n');
}

function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
