import { type CaptionedTable, councilTypeWords, type ReportFormat } from '../../reports/index.ts';
import { describeOutcomes, describeSubjects, showCount } from './count-tables.ts';
import type { SummaryParameters } from './parameters.ts';
import type { Group, Nation } from './query.ts';
import { barCell, highlightRate, rateNames, rateWords, tabulateRates } from './rate-words.ts';
import { describeRecommendations } from './recommendation-tables.ts';
import { type SummaryContent, type SummaryPart, sampleNotice } from './summary-content.ts';

/** What a summary of one year is made from. */
export interface GroupSources {
  /** `null` for the whole country. */
  readonly group: Group | null;
  readonly nation: Nation;
  readonly params: SummaryParameters;
  readonly yearEnding: number;
  readonly format: ReportFormat;
}

/** Puts councils of a type or a region, or the whole country, in one year into words. */
export function writeGroupSummary(sources: GroupSources): SummaryContent {
  const { group, nation, params, yearEnding, format } = sources;
  const whole = group ?? nation;
  const name = nameGroup(params);
  const period = `year ending ${format.date(`${yearEnding}-03-31`)}`;
  return {
    subject: `Performance summary ${yearEnding}: ${name}`,
    preheader: `Rates, outcomes, subjects and recommendations of the ${period}`,
    title: 'Performance summary',
    subtitle: `${name}: ${period}`,
    notices: whole.sample ? [sampleNotice] : [],
    highlights: rateNames.map((rate) =>
      highlightRate(
        rate,
        whole[rate],
        group === null ? '' : compareWithNation(nation[rate]?.percent ?? null, format),
        format,
      ),
    ),
    parts: [
      describeComparison(sources, whole),
      {
        heading: 'Outcomes and subjects',
        paragraphs: [],
        tables: [describeOutcomes(whole, format), describeSubjects(whole, format)],
      },
      describeAgreed(sources, whole),
    ],
    notes: [
      'Rates of several councils are pooled: the sum over all of them is divided by the sum. All figures are counted from the cases.',
      ...(group === null
        ? []
        : rateNames.map((rate) => `${rateWords[rate].title}: ${rateWords[rate].meaning}`)),
      ...(nation.frozenAt === null
        ? []
        : [
            `England’s figures were frozen on ${format.date(nation.frozenAt.slice(0, 10))}, with the letters of the year${group === null ? '' : '; the others follow the casework of today'}.`,
          ]),
    ],
    links: [],
  };
}

/** "County councils", "All councils in South East", "District and borough councils in South East", "England". */
export function nameGroup({
  councilType,
  region,
}: Pick<SummaryParameters, 'councilType' | 'region'>): string {
  if (councilType === undefined && region === undefined) return 'England';
  const words = councilType === undefined ? 'all councils' : councilTypeWords[councilType];
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return region === undefined ? name : `${name} in the region ${region}`;
}

function compareWithNation(percent: number | null, format: ReportFormat): string {
  return percent === null ? 'England has no rate.' : `England: ${format.percent(percent)}.`;
}

function describeComparison(
  { group, nation, format }: GroupSources,
  whole: Group | Nation,
): SummaryPart {
  const show = showCount(format);
  return {
    heading: 'The three rates',
    paragraphs: [
      `${format.plural(whole.councils, 'council', 'councils')}. Complaints received: ${show(whole.received)}; decided: ${show(whole.decided)}.`,
    ],
    tables:
      group === null
        ? [
            ...rateNames.map((rate) => tabulateTypes(rate, nation, format)),
            tabulateTypesPer100k(nation, format),
          ]
        : [tabulateBesideNation(group, nation, format), tabulatePer100k(group, nation, format)],
  };
}

function tabulateBesideNation(group: Group, nation: Nation, format: ReportFormat): CaptionedTable {
  return tabulateRates(
    {
      caption: 'Rates beside England',
      note: '',
      first: 'Rate',
      own: 'These councils',
      other: 'England',
    },
    rateNames.map((rate) => ({
      label: rateWords[rate].title,
      own: group[rate],
      other: nation[rate]?.percent ?? null,
    })),
    format,
  );
}

function tabulatePer100k(group: Group, nation: Nation, format: ReportFormat): CaptionedTable {
  const show = sayPer100k(format);
  return {
    caption: 'Complaints upheld for every 100,000 people',
    columns: [
      { title: 'Councils', width: 60 },
      { title: 'Upheld', align: 'right', width: 40 },
    ],
    rows: [
      ['These councils', show(group.upheldPer100k)],
      ['England', show(nation.upheldPer100k)],
    ],
    note: '',
  };
}

/** A rate of England by type of council. */
function tabulateTypes(
  rate: (typeof rateNames)[number],
  nation: Nation,
  format: ReportFormat,
): CaptionedTable {
  const lines = nation.byType.map(({ councilType, [rate]: ofType }) => ({
    words: nameGroup({ councilType }),
    percent: ofType?.percent ?? null,
  }));
  const all = [...lines, { words: 'England', percent: nation[rate]?.percent ?? null }];
  const say = (percent: number | null): string =>
    percent === null ? 'no rate' : format.percent(percent);
  return {
    caption: `${rateWords[rate].title} by type of council`,
    columns: [
      { title: 'Councils', width: 50 },
      { title: 'Rate', width: 50 },
    ],
    rows: all.map(({ words, percent }) => [words, barCell(say(percent), percent)]),
    textRows: all.map(({ words, percent }) => [words, say(percent)]),
    total: true,
    note: rateWords[rate].meaning,
  };
}

function tabulateTypesPer100k(nation: Nation, format: ReportFormat): CaptionedTable {
  const show = sayPer100k(format);
  return {
    caption: 'Complaints upheld for every 100,000 people',
    columns: [
      { title: 'Councils', width: 60 },
      { title: 'Upheld', align: 'right', width: 40 },
    ],
    rows: [
      ...nation.byType.map(({ councilType, upheldPer100k }) => [
        nameGroup({ councilType }),
        show(upheldPer100k),
      ]),
      ['England', show(nation.upheldPer100k)],
    ],
    total: true,
    note: 'Upheld complaints about all councils of a type, by the number of people who live there.',
  };
}

function sayPer100k(format: ReportFormat): (value: number | null) => string {
  return (value) => (value === null ? 'not known' : format.decimal(value));
}

function describeAgreed({ yearEnding, format }: GroupSources, whole: Group | Nation): SummaryPart {
  const counts = whole.recommendationCounts ?? null;
  if (counts === null) {
    return {
      heading: 'What was recommended',
      paragraphs: ['Recommendations could not be found out: their records did not answer.'],
      tables: [],
    };
  }
  return describeRecommendations(
    counts,
    `Recommendations of the year ending March ${yearEnding}.`,
    [],
    format,
  );
}
