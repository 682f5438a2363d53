import { inputError } from '../common/input-error.ts';

/** Words that are to stand next to each other. One word is the usual case. */
export interface SearchTerm {
  words: readonly string[];
  /** Whether the last word is only the beginning of one. */
  isPrefix: boolean;
}

const mostCharacters = 200;
const mostWords = 20;

/** A phrase in quotes, of which the last may be missing, or what stands between spaces; then perhaps a star. */
const termPattern = /(?:["“”]([^"“”]*)(?:["“”]|$)|([^\s"“”]+?))(\*?)(?=[\s"“”]|$)/gu;
const wordPattern = /[\p{L}\p{N}]+/gu;
const accents = /[\u0300-\u036f]/g;

/**
 * What a person typed to search for. Nothing in it can be taken for the language of an index: of each term only letters
 * and digits are left.
 *
 * @throws BAD_USER_INPUT when it is too long.
 */
export function parseSearch(input: string, argument = 'filter.words'): SearchTerm[] {
  if (input.length > mostCharacters) {
    throw inputError(argument, `at most ${mostCharacters} characters`, input);
  }
  const plain = input.normalize('NFD').replaceAll(accents, '').normalize('NFC').toLowerCase();
  const terms = [...plain.matchAll(termPattern)]
    .map(([, phrase, word, star]) => ({
      words: (phrase ?? word ?? '').match(wordPattern) ?? [],
      isPrefix: star === '*',
    }))
    .filter(({ words }) => words.length > 0);
  if (terms.reduce((sum, { words }) => sum + words.length, 0) > mostWords) {
    throw inputError(argument, `at most ${mostWords} words`, input);
  }
  return terms;
}

/** The search as SQLite's FTS5 reads it: `"repair" AND "no heating" AND "mould" *`. */
export function writeFts5(terms: readonly SearchTerm[]): string {
  return terms
    .map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? ' *' : ''}`)
    .join(' AND ');
}

/** The search as PostgreSQL reads it: `('repair') & ('no' <-> 'heating') & ('mould':*)`. */
export function writeTsquery(terms: readonly SearchTerm[]): string {
  return terms
    .map(({ words, isPrefix }) => {
      const quoted = words.map((word) => `'${word}'`).join(' <-> ');
      return `(${quoted}${isPrefix ? ':*' : ''})`;
    })
    .join(' & ');
}
