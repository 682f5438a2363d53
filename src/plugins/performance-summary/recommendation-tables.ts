import type { CaptionedTable, ReportFormat } from '../../reports/index.ts';
import { writeRows } from './count-tables.ts';
import type { RecommendationCounts } from './query.ts';
import type { SummaryPart } from './summary-content.ts';

type KindCount = RecommendationCounts['byKind'][number];
type Theme = RecommendationCounts['themes'][number];

const kindWords: Readonly<Record<KindCount['kind'], string>> = {
  PERSONAL_REMEDY: 'Personal remedies',
  SERVICE_IMPROVEMENT: 'Service improvements',
};

/** How many themes are listed. */
const mostThemes = 5;

/** Recommendations of several years together. */
export function addRecommendations(years: readonly RecommendationCounts[]): RecommendationCounts {
  const kinds = new Map<KindCount['kind'], KindCount>();
  const themes = new Map<string, Theme>();
  for (const { byKind, themes: ofYear } of years) {
    for (const one of byKind) {
      const sum = kinds.get(one.kind);
      kinds.set(one.kind, sum === undefined ? one : addKinds(sum, one));
    }
    for (const { theme, count, late } of ofYear) {
      const sum = themes.get(theme);
      themes.set(theme, {
        theme,
        count: count + (sum?.count ?? 0),
        late: late + (sum?.late ?? 0),
      });
    }
  }
  return {
    byKind: [...kinds.values()],
    themes: [...themes.values()].toSorted(
      (a, b) => b.count - a.count || (a.theme < b.theme ? -1 : 1),
    ),
  };
}

function addKinds(a: KindCount, b: Omit<KindCount, 'kind'>): KindCount {
  return {
    kind: a.kind,
    total: a.total + b.total,
    onTime: a.onTime + b.onTime,
    late: a.late + b.late,
    notComplied: a.notComplied + b.notComplied,
    open: a.open + b.open,
  };
}

/** Recommendations by kind, and the most frequent themes of service improvements. */
export function describeRecommendations(
  counts: RecommendationCounts,
  period: string,
  cautions: readonly string[],
  format: ReportFormat,
): SummaryPart {
  return {
    heading: 'What was recommended',
    paragraphs: [
      `${period} A recommendation counts in the year in which it was settled or, while it is open, in that in which it falls due.`,
      ...cautions,
    ],
    tables: [tabulateKinds(counts.byKind, format), tabulateThemes(counts.themes, format)],
  };
}

function tabulateKinds(byKind: readonly KindCount[], format: ReportFormat): CaptionedTable {
  const [first, ...others] = byKind;
  const all = first === undefined ? undefined : others.reduce(addKinds, first);
  const write = (words: string, count: KindCount): string[] => [
    words,
    ...[count.total, count.onTime, count.late, count.notComplied, count.open].map(format.count),
  ];
  const isNone = all === undefined || all.total === 0;
  return {
    caption: 'Recommendations by kind',
    columns: [
      { title: 'Kind', width: 34 },
      { title: 'All', align: 'right', width: 12 },
      { title: 'On time', align: 'right', width: 14 },
      { title: 'Late', align: 'right', width: 13 },
      { title: 'Not done', align: 'right', width: 14 },
      { title: 'Open', align: 'right', width: 13 },
    ],
    rows: isNone
      ? []
      : [...byKind.map((one) => write(kindWords[one.kind], one)), write('All', all)],
    total: true,
    note: isNone
      ? 'No recommendation was settled or fell due.'
      : `${format.count(all.late)} of ${format.plural(all.total, 'recommendation', 'recommendations')} ${all.late === 1 ? 'was' : 'were'} carried out late. A case can have several recommendations, so that these are more than the cases of the compliance rate.`,
  };
}

/** The five most frequent themes, and whether others are as frequent as the last. */
export function tabulateThemes(themes: readonly Theme[], format: ReportFormat): CaptionedTable {
  const listed = themes.slice(0, mostThemes);
  const last = listed.at(-1);
  const equals = themes.slice(mostThemes).filter(({ count }) => count === last?.count);
  return {
    caption: 'Most frequent themes of service improvements',
    columns: [
      { title: 'Theme', width: 54 },
      { title: 'Service improvements', align: 'right', width: 30 },
      { title: 'Late', align: 'right', width: 16 },
    ],
    ...writeRows(
      listed.map(({ theme, count, late }) => ({
        words: theme,
        bar: null,
        cells: [format.count(count), format.count(late)],
      })),
    ),
    note:
      last === undefined
        ? 'No service improvement was settled or fell due.'
        : [
            'A theme is what sort of change was agreed.',
            equals.length > 0 &&
              `As frequent as the last: ${format.list(equals.map(({ theme }) => theme))}.`,
          ]
            .filter((sentence) => sentence !== false)
            .join(' '),
  };
}
