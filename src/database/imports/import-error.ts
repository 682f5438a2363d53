/** One mistake in an imported file. */
export interface ImportProblem {
  /** Line of the file on which the row begins, from 1 (the header). */
  line: number;
  /** Name of the column, or null when it is about the row or the file as a whole. */
  column: string | null;
  /** What should have been there, in words. */
  expected: string;
  /** What was there instead. */
  got: string;
}

/** A file was refused: nothing of it was written. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly code = 'IMPORT_REFUSED';

  /**
   * @param kind Kind of the import, for example `decisions`.
   * @param file Name of the file as the person gave it.
   * @param problems The mistakes in order of lines, up to `problemLimit`.
   * @param total How many mistakes there are.
   * @param more Whether reading stopped at `countLimit`, so that there may be more.
   */
  constructor(
    readonly kind: string,
    readonly file: string,
    readonly problems: readonly ImportProblem[],
    readonly total: number,
    readonly more: boolean,
  ) {
    const count = `${total}${more ? ' or more' : ''}`;
    const noun = total === 1 ? 'mistake' : 'mistakes';
    const shown = problems.slice(0, shownInMessage).map(describeProblem);
    const left = total - shown.length;
    super(
      [
        `[import:${kind}] ${file}: expected a file without mistakes, but got ${count} ${noun}; nothing was written. Correct them and import the file again.`,
        ...shown,
        ...(left > 0 ? [`and ${left}${more ? ' or more' : ''} others`] : []),
      ].join('\n'),
    );
  }
}

/** A problem as a line of text: `line 2, received_on: expected a date …, but got "1/4/2019"`. */
export function describeProblem(problem: ImportProblem): string {
  const place = problem.column === null ? '' : `, ${problem.column}`;
  return `line ${problem.line}${place}: expected ${problem.expected}, but got ${problem.got}`;
}

/** So many mistakes are listed; the others are counted. */
export const problemLimit = 100;

/** Reading stops when so many mistakes are known: by then the file as a whole is of another kind. */
const countLimit = 10_000;

const shownInMessage = 10;

/** Thrown inside an import to leave it once the limit is reached. */
export class TooManyProblems extends Error {}

/** The mistakes of one import as they are found. */
export class ProblemList {
  readonly #problems: ImportProblem[] = [];
  readonly #lines = new Set<number>();
  #total = 0;

  /** @throws TooManyProblems when so many are known that no more are counted. */
  add(problem: ImportProblem): void {
    this.#total += 1;
    this.#lines.add(problem.line);
    if (this.#problems.length < problemLimit) this.#problems.push(problem);
    if (this.#total >= countLimit) throw new TooManyProblems();
  }

  get isEmpty(): boolean {
    return this.#total === 0;
  }

  /** Lines of the rows that have mistakes. */
  get lines(): ReadonlySet<number> {
    return this.#lines;
  }

  /** The error that tells of them, those that are listed in order of lines. */
  toError(kind: string, file: string, more: boolean): ImportError {
    const listed = this.#problems.toSorted((a, b) => a.line - b.line);
    return new ImportError(kind, file, listed, this.#total, more);
  }
}

/** A value as it stands in a message: in quotation marks, shortened, or `nothing`. */
export function quote(value: string): string {
  if (value === '') return 'nothing';
  const shortened = value.length > quotedLength ? `${value.slice(0, quotedLength)}…` : value;
  return JSON.stringify(shortened);
}

const quotedLength = 80;

/** The mistakes that an error tells of, each as a line of text; none for an error of another kind. */
export function problemsOf(error: Error): string[] {
  if (!(error instanceof ImportError)) return [];
  const left = error.total - error.problems.length;
  return [
    ...error.problems.map(describeProblem),
    ...(left > 0 ? [`and ${left}${error.more ? ' or more' : ''} others`] : []),
  ];
}
