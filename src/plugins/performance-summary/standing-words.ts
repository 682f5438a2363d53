import { type CaptionedTable, councilTypeWords, type ReportFormat } from '../../reports/index.ts';
import type { CouncilYear, Place, SummaryCouncil } from './query.ts';
import type { SummaryPart } from './summary-content.ts';

const ordinalKinds = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** "1st", "12th", "103rd". */
export function ordinal(rank: number, format: ReportFormat): string {
  return `${format.count(rank)}${endings[ordinalKinds.select(rank)] ?? 'th'}`;
}

/** "12th of 188"; "joint 12th of 188, with 3 others" where the place is shared. */
export function sayPlace({ rank, of, tied }: Place, format: ReportFormat): string {
  const place = `${ordinal(rank, format)} of ${format.count(of)}`;
  const others = tied - 1;
  return others === 0 ? place : `joint ${place}, with ${format.plural(others, 'other', 'others')}`;
}

const quarterWords = ['first', 'second', 'third', 'last'] as const;

/** The quarter of the order in which a place lies: "first" to "last". */
export function sayQuarter({ quartile }: Place): string {
  return quarterWords[quartile - 1] ?? String(quartile);
}

/** Where a council stands among similar ones, in the last year for which that is known. */
export function describeStanding(
  council: SummaryCouncil,
  history: readonly CouncilYear[],
  format: ReportFormat,
): SummaryPart {
  const heading = `Where ${council.shortName} stands`;
  const year = history.findLast(({ standing }) => standing !== null);
  if (year === undefined || year.standing === null) {
    return {
      heading,
      paragraphs: [
        'The figures are printed ones. Those of the other councils are not all known, so that no place among them can be told.',
      ],
      tables: [],
    };
  }
  const later = history.filter(({ yearEnding }) => yearEnding > year.yearEnding);
  const among = councilTypeWords[year.similar?.councilType ?? council.type];
  return {
    heading,
    paragraphs: [
      `Among ${among} in the year ending March ${year.yearEnding}. Councils with the same rate share a place; a council without a rate has none.`,
      ...(later.length === 0
        ? []
        : [
            `For ${format.list(later.map(({ yearEnding }) => String(yearEnding)))} figures are printed ones: those of the other councils are not all known, so that no place can be told.`,
          ]),
    ],
    tables: [tabulatePlaces(year, format)],
  };
}

function tabulatePlaces(year: CouncilYear, format: ReportFormat): CaptionedTable {
  const { standing, complianceStanding } = year;
  const lines: readonly (readonly [string, Place | null])[] = [
    ['Uphold rate, lowest first', standing?.upheld ?? null],
    ['Upheld for every 100,000 people, lowest first', standing?.upheldPer100k ?? null],
    ['Compliance rate, highest first', complianceStanding],
    ['Satisfactory remedy rate, highest first', standing?.satisfactoryRemedies ?? null],
  ];
  return {
    caption: 'Place among similar councils',
    columns: [
      { title: 'By', width: 42 },
      { title: 'Place', width: 36 },
      { title: 'Quarter', width: 22 },
    ],
    rows: lines.map(([words, place]) => [
      words,
      place === null ? 'no rate, no place' : sayPlace(place, format),
      place === null ? 'none' : sayQuarter(place),
    ]),
    note: 'The first quarter of the order is the one that is led by the lowest uphold rates, or by the highest rates of compliance and satisfactory remedies.',
  };
}
