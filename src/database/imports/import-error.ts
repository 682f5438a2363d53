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
   * @param problems Every mistake, in order of lines, up to `problemLimit`.
   * @param more Whether reading stopped at the limit, so that there may be more mistakes.
   */
  constructor(
    readonly kind: string,
    readonly file: string,
    readonly problems: readonly ImportProblem[],
    readonly more: boolean,
  ) {
    const count = `${problems.length}${more ? ' or more' : ''}`;
    const noun = problems.length === 1 && !more ? 'mistake' : 'mistakes';
    const shown = problems.slice(0, shownInMessage).map(describeProblem);
    const left = problems.length - shown.length;
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

/** Reading stops when so many mistakes are known: by then the file as a whole is of another kind. */
export const problemLimit = 100;

const shownInMessage = 10;

/** Thrown inside an import to leave it once the limit is reached. */
export class TooManyProblems extends Error {}

/** The mistakes of one import as they are found. */
export class ProblemList {
  readonly #problems: ImportProblem[] = [];

  /** @throws TooManyProblems when the limit is reached. */
  add(problem: ImportProblem): void {
    this.#problems.push(problem);
    if (this.#problems.length >= problemLimit) throw new TooManyProblems();
  }

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  /** All of them in order of lines. */
  all(): ImportProblem[] {
    return this.#problems.toSorted((a, b) => a.line - b.line);
  }
}

/** A value as it stands in a message: in quotation marks, shortened, or `nothing`. */
export function quote(value: string): string {
  if (value === '') return 'nothing';
  const shortened = value.length > quotedLength ? `${value.slice(0, quotedLength)}…` : value;
  return JSON.stringify(shortened);
}

const quotedLength = 80;
