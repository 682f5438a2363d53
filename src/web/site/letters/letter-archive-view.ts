import type { AskedQuestion } from '../explorer-link.ts';
import type { LetterArchiveData } from './letter-archive.query.ts';

/** What a visitor asks of the archive. Empty strings mean "any". */
export interface LetterSearch {
  /** Part of a council's name. */
  readonly q: string;
  readonly year: string;
  readonly after: string;
  readonly trail: readonly string[];
}

/** What the archive shows. */
export interface LetterArchiveView {
  readonly search: LetterSearch;
  readonly letters: LetterArchiveData;
  readonly years: readonly number[];
  readonly question: AskedQuestion;
}

/** The address of a search in the archive. */
export function writeLetterSearch({ q, year, after, trail }: LetterSearch): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ q, year, after })) {
    if (value !== '') parameters.set(name, value);
  }
  for (const mark of trail) parameters.append('trail', mark);
  const text = parameters.toString();
  return text === '' ? '/letters' : `/letters?${text}`;
}
