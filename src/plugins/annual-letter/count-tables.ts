import {
  type CaptionedTable,
  outcomeWords,
  type ReportFormat,
  subjectWords,
} from '../../reports/index.ts';
import type { Performance } from './query.ts';

const notPublished = 'not published';

/** How complaints were decided, and what they were about. */
export function describeCounts(performance: Performance, format: ReportFormat): CaptionedTable[] {
  return [describeOutcomes(performance, format), describeSubjects(performance, format)];
}

function describeOutcomes(
  { outcomes, decided }: Performance,
  format: ReportFormat,
): CaptionedTable {
  const show = showCount(format);
  const counts = outcomes.map(({ outcome, count }) => [outcomeWords[outcome], show(count)]);
  const isKnown = decided !== null || outcomes.some(({ count }) => count !== null);
  return {
    caption: 'How we decided complaints',
    columns: [{ title: 'Outcome' }, { title: 'Complaints', align: 'right' }],
    rows: isKnown ? [...counts, ['All complaints decided', show(decided)]] : [],
    total: true,
    note: isKnown ? '' : 'The outcomes of complaints were not published for this year.',
  };
}

function describeSubjects(
  { subjects, received, decided }: Performance,
  format: ReportFormat,
): CaptionedTable {
  const show = showCount(format);
  const all = [
    { word: 'Received', counts: subjects.map((one) => one.received), total: received },
    { word: 'Decided', counts: subjects.map((one) => one.decided), total: decided },
    { word: 'Upheld', counts: subjects.map((one) => one.upheld), total: undefined },
  ];
  const known = all.filter(({ counts }) => counts.some((count) => count !== null));
  const unknown = all.filter((column) => !known.includes(column));
  const rows = subjects.map(({ subject }, index) => [
    subjectWords[subject],
    ...known.map(({ counts }) => show(counts[index] ?? null)),
  ]);
  const totals = known.map(({ counts, total = sumOf(counts) }) => show(total));
  return {
    caption: 'What complaints were about',
    columns: [
      { title: 'Subject' },
      ...known.map(({ word }) => ({ title: word, align: 'right' as const })),
    ],
    rows: known.length === 0 ? [] : [...rows, ['All subjects', ...totals]],
    total: true,
    note: [
      unknown.length === 0 &&
        'A complaint is often decided in a later year than the one in which we received it, so the two counts need not agree.',
      unknown.length > 0 &&
        `How many complaints of each subject were ${format.list(unknown.map(({ word }) => word.toLowerCase()))} was not published.`,
    ]
      .filter((sentence) => sentence !== false)
      .join(' '),
  };
}

/** The sum, `null` when a part of it is not known. */
function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );
}

function showCount(format: ReportFormat): (count: number | null) => string {
  return (count) => (count === null ? notPublished : format.count(count));
}
