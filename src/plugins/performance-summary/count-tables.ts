import {
  type CaptionedTable,
  outcomeWords,
  type ReportFormat,
  subjectWords,
} from '../../reports/index.ts';
import type { CouncilYear } from './query.ts';
import { barCell } from './rate-words.ts';
import { notPublished } from './summary-content.ts';

/** What is counted of a year. */
export type YearCounts = Pick<CouncilYear, 'outcomes' | 'subjects' | 'received' | 'decided'>;

/** How complaints were decided, with bars unless there is no room for them. */
export function describeOutcomes(
  { outcomes, decided }: YearCounts,
  format: ReportFormat,
  hasBars = true,
): CaptionedTable {
  const show = showCount(format);
  const isKnown = decided !== null || outcomes.some(({ count }) => count !== null);
  const lengthOf = scaleTo(outcomes.map(({ count }) => count));
  const rows = outcomes.map(({ outcome, count }) => ({
    words: outcomeWords[outcome],
    bar: hasBars ? lengthOf(count) : null,
    cells: [show(count)],
  }));
  return {
    caption: 'How complaints were decided',
    columns: [
      { title: 'Outcome', width: 70 },
      { title: 'Complaints', align: 'right', width: 30 },
    ],
    ...writeRows(
      isKnown
        ? [...rows, { words: 'All complaints decided', bar: null, cells: [show(decided)] }]
        : [],
    ),
    total: true,
    note: isKnown
      ? hasBars
        ? 'The longest bar is the most frequent outcome.'
        : ''
      : 'The outcomes of complaints were not published for this year.',
  };
}

/** What complaints were about, with bars unless there is no room for them. */
export function describeSubjects(
  { subjects, received, decided }: YearCounts,
  format: ReportFormat,
  hasBars = true,
): CaptionedTable {
  const show = showCount(format);
  const all = [
    { title: 'Received', counts: subjects.map((one) => one.received), total: received },
    { title: 'Decided', counts: subjects.map((one) => one.decided), total: decided },
    { title: 'Upheld', counts: subjects.map((one) => one.upheld), total: undefined },
  ];
  const known = all.filter(({ counts }) => counts.some((count) => count !== null));
  const unknown = all.filter((column) => !known.includes(column));
  const lead = known[0];
  const lengthOf = scaleTo(lead?.counts ?? []);
  const rows = subjects.map(({ subject }, index) => ({
    words: subjectWords[subject],
    bar: hasBars ? lengthOf(lead?.counts[index] ?? null) : null,
    cells: known.map(({ counts }) => show(counts[index] ?? null)),
  }));
  const totals = known.map(({ counts, total = sumOf(counts) }) => show(total));
  return {
    caption: 'What complaints were about',
    columns: [
      { title: 'Subject' },
      ...known.map(({ title }) => ({ title, align: 'right' as const })),
    ],
    ...writeRows(
      lead === undefined ? [] : [...rows, { words: 'All subjects', bar: null, cells: totals }],
    ),
    total: true,
    note: [
      lead !== undefined &&
        hasBars &&
        `The bars show how many were ${lead.title.toLowerCase()}; the longest is the most frequent subject.`,
      unknown.length === 0 &&
        'A complaint is often decided in a later year than the one in which it was received, so that the two counts need not agree.',
      unknown.length > 0 &&
        `How many complaints of each subject were ${format.list(unknown.map(({ title }) => title.toLowerCase()))} was not published.`,
    ]
      .filter((sentence) => sentence !== false)
      .join(' '),
  };
}

interface CountRow {
  readonly words: string;
  readonly bar: number | null;
  readonly cells: readonly string[];
}

/** The rows of a table whose first column has bars. */
export function writeRows(rows: readonly CountRow[]): Pick<CaptionedTable, 'rows' | 'textRows'> {
  return {
    rows: rows.map(({ words, bar, cells }) => [barCell(words, bar), ...cells]),
    textRows: rows.map(({ words, cells }) => [words, ...cells]),
  };
}

/** How long the bar of a count is, the largest being 100. Null for a count that is not known. */
function scaleTo(counts: readonly (number | null)[]): (count: number | null) => number | null {
  const largest = Math.max(1, ...counts.map((count) => count ?? 0));
  return (count) => (count === null ? null : (count / largest) * 100);
}

/** The sum, `null` when a part of it is not known. */
function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
}

/** A count in words, or that it is not known. */
export function showCount(format: ReportFormat): (count: number | null) => string {
  return (count) => (count === null ? notPublished : format.count(count));
}
