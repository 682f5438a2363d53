import type { DataColumn, ReportFormat } from '../../reports/index.ts';
import { outcomeWords, subjectWords } from './council-words.ts';
import type { Performance } from './query.ts';

/** A table of counts in words, ready to be laid out as HTML or text. */
export interface CountTable {
  readonly caption: string;
  readonly columns: readonly DataColumn[];
  /** Empty when none of the counts was published. */
  readonly rows: readonly (readonly string[])[];
  /** Whether the last row is the total. */
  readonly hasTotal: boolean;
  /** A sentence below the table, or in its place. Empty for none. */
  readonly note: string;
}

const notPublished = 'not published';

/** How complaints were decided, and what they were about. */
export function describeCounts(performance: Performance, format: ReportFormat): CountTable[] {
  return [describeOutcomes(performance, format), describeSubjects(performance, format)];
}

function describeOutcomes({ outcomes, decided }: Performance, format: ReportFormat): CountTable {
  const show = showCount(format);
  const counts = outcomes.map(({ outcome, count }) => [outcomeWords[outcome], show(count)]);
  const isKnown = decided !== null || outcomes.some(({ count }) => count !== null);
  return {
    caption: 'How we decided complaints',
    columns: [{ title: 'Outcome' }, { title: 'Complaints', align: 'right' }],
    rows: isKnown ? [...counts, ['All complaints decided', show(decided)]] : [],
    hasTotal: true,
    note: isKnown ? '' : 'The outcomes of complaints were not published for this year.',
  };
}

function describeSubjects(
  { subjects, received, decided }: Performance,
  format: ReportFormat,
): CountTable {
  const show = showCount(format);
  const isKnown =
    received !== null ||
    subjects.some((one) => one.received !== null || one.decided !== null || one.upheld !== null);
  const rows = subjects.map((one) => [
    subjectWords[one.subject],
    show(one.received),
    show(one.decided),
    show(one.upheld),
  ]);
  const upheld = subjects.reduce<number | null>(
    (sum, one) => (sum === null || one.upheld === null ? null : sum + one.upheld),
    0,
  );
  return {
    caption: 'What complaints were about',
    columns: [
      { title: 'Subject' },
      { title: 'Received', align: 'right' },
      { title: 'Decided', align: 'right' },
      { title: 'Upheld', align: 'right' },
    ],
    rows: isKnown ? [...rows, ['All subjects', show(received), show(decided), show(upheld)]] : [],
    hasTotal: true,
    note: isKnown
      ? 'A complaint is often decided in a later year than the one in which we received it, so the two counts need not agree.'
      : 'The subjects of complaints were not published for this year.',
  };
}

function showCount(format: ReportFormat): (count: number | null) => string {
  return (count) => (count === null ? notPublished : format.count(count));
}
