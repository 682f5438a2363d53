/**
 * What a visitor asks of the list of councils, read from the address and written back into it.
 */
import { z } from 'zod';
import { describeProblem } from '../describe-problem.ts';
import { COUNCIL_TYPES, REGIONS } from '../words.ts';

const SEARCH_CHARACTERS = 100;
const CURSOR_CHARACTERS = 400;
const TRAIL_PAGES = 50;

/** A search that is known to be well-formed. Empty strings mean "any". */
export interface CouncilSearch {
  /** Part of a council's name. */
  readonly q: string;
  /** A type of council as the graph names it, such as `DISTRICT`. */
  readonly type: string;
  readonly region: string;
  /** Cursor of the last council of the page before this one; empty on the first page. */
  readonly after: string;
  /** Cursors of the pages before that, oldest first, so that one can go back. */
  readonly trail: readonly string[];
}

/** One mistake in an address, with the form field it belongs to. */
export interface SearchProblem {
  readonly field: 'q' | 'type' | 'region' | 'after' | 'trail';
  readonly message: string;
}

const types = Object.keys(COUNCIL_TYPES);
const cursor = z
  .string()
  .min(1)
  .max(CURSOR_CHARACTERS)
  .regex(/^[\w+/=.-]+$/);

const fields = {
  q: z.string().trim().max(SEARCH_CHARACTERS),
  type: z.enum(['', ...types]),
  region: z.enum(['', ...REGIONS]),
  after: z.union([z.literal(''), cursor]),
} as const;

const expected: Readonly<Record<keyof typeof fields, string>> = {
  q: `at most ${SEARCH_CHARACTERS} characters of a council’s name`,
  type: `one of ${types.join(', ')}`,
  region: `one of the regions ${REGIONS.join(', ')}`,
  after: 'the mark of a page, as the links “Next page” and “Previous page” carry it',
};

const NAMES = ['q', 'type', 'region', 'after'] as const;

/**
 * The search in a parsed query string. Parameters that we do not know are left alone.
 *
 * Every problem is reported; a field with a problem is empty in `search`, so that a page can be made all the same.
 */
export function parseCouncilSearch(query: unknown): {
  readonly search: CouncilSearch;
  readonly problems: readonly SearchProblem[];
} {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(query);
  const problems: SearchProblem[] = [];
  const read = { q: '', type: '', region: '', after: '' };
  for (const field of NAMES) {
    const value = given[field] ?? '';
    const result = fields[field].safeParse(value);
    if (result.success) read[field] = result.data;
    else {
      const message = describeProblem(field, expected[field], value);
      problems.push({ field, message });
    }
  }
  const trail = z
    .array(cursor)
    .max(TRAIL_PAGES)
    .safeParse([given.trail ?? []].flat());
  if (!trail.success) {
    const message = `“trail” must be at most ${TRAIL_PAGES} marks of pages, but got something else.`;
    problems.push({ field: 'trail', message });
  }
  return {
    search: { ...read, trail: trail.success && read.after !== '' ? trail.data : [] },
    problems,
  };
}

/** The address of a search: only what differs from "all councils, first page", always in the same order. */
export function writeCouncilSearch(search: CouncilSearch): string {
  const parameters = new URLSearchParams();
  for (const field of NAMES) if (search[field] !== '') parameters.set(field, search[field]);
  for (const mark of search.trail) parameters.append('trail', mark);
  const text = parameters.toString();
  return text === '' ? '/councils' : `/councils?${text}`;
}

/** True when the visitor asked for some councils and not for all of them. */
export function isNarrowed(search: CouncilSearch): boolean {
  return search.q !== '' || search.type !== '' || search.region !== '';
}
