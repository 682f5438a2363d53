/**
 * What a visitor asks of the decisions, read from the address and written back into it. The council page has the same
 * search, without the council.
 */
import { z } from 'zod';
import { outcomeWords, subjectWords } from '../../../reports/casework-words.ts';
import { describeProblem, expectedYear } from '../describe-problem.ts';

const WORDS_CHARACTERS = 200;
const TRAIL_PAGES = 50;

const cursor = z.string().regex(/^[\w+/=.-]{1,400}$/);
const empty = z.literal('');

/** A search that is known to be well-formed. Empty strings mean "any". */
export interface DecisionSearch {
  /** Words that the summary has. */
  readonly words: string;
  /** As the graph names it, such as `HOUSING`. */
  readonly subject: string;
  /** As the graph names it, such as `UPHELD`. */
  readonly outcome: string;
  /** The year, ending 31 March, in which it was decided: `2020`. */
  readonly decided: string;
  /** ONS code of the council. */
  readonly council: string;
  /** `yes`: only those with a public report. */
  readonly report: string;
  readonly after: string;
  /** Cursors of the pages before, oldest first. */
  readonly trail: readonly string[];
}

/** A condition that a facet sets: one value, or none. */
export type DecisionCondition = 'words' | 'subject' | 'outcome' | 'decided' | 'council' | 'report';

const CONDITIONS = ['words', 'subject', 'outcome', 'decided', 'council', 'report'] as const;

const fields = {
  words: z.string().trim().max(WORDS_CHARACTERS),
  subject: z.enum(['', ...Object.keys(subjectWords)]),
  outcome: z.enum(['', ...Object.keys(outcomeWords)]),
  decided: z.union([empty, z.string().regex(/^(19|20)\d\d$/)]),
  council: z.union([empty, z.string().regex(/^E\d{8}$/)]),
  report: z.enum(['', 'yes']),
  after: z.union([empty, cursor]),
} as const;

const expected: Readonly<Record<keyof typeof fields, string>> = {
  words: `at most ${WORDS_CHARACTERS} characters`,
  subject: `one of ${Object.keys(subjectWords).join(', ')}`,
  outcome: `one of ${Object.keys(outcomeWords).join(', ')}`,
  decided: expectedYear,
  council: 'the ONS code of a council, such as E07000107',
  report: '“yes” or nothing',
  after: 'the mark of a page, as the links “Next page” and “Previous page” carry it',
};

/** One mistake in an address, with the form field it belongs to. */
export interface DecisionProblem {
  readonly field: keyof typeof fields | 'trail';
  readonly message: string;
}

/** The search in a parsed query string; a field with a problem is empty in `search`. Others' parameters are left alone. */
export function parseDecisionSearch(query: unknown): {
  readonly search: DecisionSearch;
  readonly problems: readonly DecisionProblem[];
} {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(query);
  const problems: DecisionProblem[] = [];
  const read = {
    words: '',
    subject: '',
    outcome: '',
    decided: '',
    council: '',
    report: '',
    after: '',
  };
  for (const field of [...CONDITIONS, 'after'] as const) {
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

/** The address of a search: only what narrows it, always in the same order. */
export function writeDecisionSearch(path: string, search: DecisionSearch): string {
  const parameters = new URLSearchParams();
  for (const field of [...CONDITIONS, 'after'] as const) {
    if (search[field] !== '') parameters.set(field, search[field]);
  }
  for (const mark of search.trail) parameters.append('trail', mark);
  const [base = '', fragment] = path.split('#');
  const text = parameters.toString();
  const joint = base.includes('?') ? '&' : '?';
  return `${base}${text === '' ? '' : `${joint}${text}`}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** The same search with one condition set or, by an empty value, taken away; on its first page. */
export function changeSearch(
  search: DecisionSearch,
  condition: DecisionCondition,
  value: string,
): DecisionSearch {
  return { ...search, [condition]: value, after: '', trail: [] };
}

/** The graph's filter of a search. */
export function filterOf(search: DecisionSearch): Readonly<Record<string, unknown>> {
  return {
    ...(search.words !== '' && { words: search.words }),
    ...(search.subject !== '' && { subjects: [search.subject] }),
    ...(search.outcome !== '' && { outcomes: [search.outcome] }),
    ...(search.decided !== '' && { yearEnding: Number(search.decided) }),
    ...(search.council !== '' && { councils: [search.council] }),
    ...(search.report !== '' && { publicReport: true }),
  };
}

/** True when some decisions are asked for and not all. */
export function isDecisionSearchNarrowed(search: DecisionSearch): boolean {
  return CONDITIONS.some((condition) => search[condition] !== '');
}
