import type { Fixture } from '../../reports/index.ts';
import type { SummaryParameters } from './parameters.ts';
import type {
  CouncilYear,
  Group,
  Nation,
  PerformanceSummaryData,
  RecommendationCounts,
  SummaryCouncil,
} from './query.ts';

// All councils and figures here are made up.

const counts: RecommendationCounts = {
  byKind: [
    { kind: 'PERSONAL_REMEDY', total: 41, onTime: 34, late: 4, notComplied: 1, open: 2 },
    { kind: 'SERVICE_IMPROVEMENT', total: 23, onTime: 17, late: 3, notComplied: 0, open: 3 },
  ],
  themes: [
    { theme: 'Staff training', count: 7, late: 1 },
    { theme: 'Procedure change', count: 6, late: 2 },
    { theme: 'Policy review', count: 4, late: 0 },
    { theme: 'Better information', count: 3, late: 0 },
    { theme: 'Audit of cases', count: 1, late: 0 },
    { theme: 'Better records', count: 1, late: 0 },
    { theme: 'New forms', count: 1, late: 0 },
  ],
};

const noCounts: RecommendationCounts = {
  byKind: [
    { kind: 'PERSONAL_REMEDY', total: 0, onTime: 0, late: 0, notComplied: 0, open: 0 },
    { kind: 'SERVICE_IMPROVEMENT', total: 0, onTime: 0, late: 0, notComplied: 0, open: 0 },
  ],
  themes: [],
};

const outcomes: CouncilYear['outcomes'] = [
  { outcome: 'INVALID_OR_INCOMPLETE', count: 3 },
  { outcome: 'ADVICE_GIVEN', count: 5 },
  { outcome: 'REFERRED_BACK', count: 31 },
  { outcome: 'CLOSED_AFTER_INITIAL_ENQUIRIES', count: 19 },
  { outcome: 'NOT_UPHELD', count: 14 },
  { outcome: 'UPHELD', count: 22 },
];

const subjects: CouncilYear['subjects'] = [
  { subject: 'ADULT_CARE_SERVICES', received: 21, decided: 19, upheld: 9 },
  { subject: 'BENEFITS_AND_TAX', received: 12, decided: 12, upheld: 1 },
  { subject: 'CORPORATE_AND_OTHER_SERVICES', received: 4, decided: 5, upheld: 0 },
  { subject: 'EDUCATION_AND_CHILDRENS_SERVICES', received: 23, decided: 22, upheld: 7 },
  { subject: 'ENVIRONMENTAL_SERVICES', received: 9, decided: 8, upheld: 2 },
  { subject: 'HIGHWAYS_AND_TRANSPORT', received: 8, decided: 8, upheld: 0 },
  { subject: 'HOUSING', received: 12, decided: 11, upheld: 2 },
  { subject: 'PLANNING_AND_DEVELOPMENT', received: 8, decided: 8, upheld: 1 },
  { subject: 'OTHER', received: 1, decided: 1, upheld: 0 },
];

const typical: CouncilYear = {
  yearEnding: 2020,
  received: 98,
  decided: 94,
  outcomes,
  subjects,
  upheld: { numerator: 22, denominator: 36, percent: 61 },
  compliance: { numerator: 19, denominator: 20, percent: 95 },
  satisfactoryRemedies: { numerator: 3, denominator: 22, percent: 14 },
  upheldPer100k: 7.4,
  source: 'CASEWORK',
  sample: false,
  sourceNote: null,
  frozenAt: null,
  similar: {
    councilType: 'UNITARY',
    upheld: { percent: 56 },
    compliance: { percent: 99 },
    satisfactoryRemedies: { percent: 13 },
    upheldPer100k: 5.2,
  },
  standing: {
    upheld: { rank: 38, of: 55, tied: 4, quartile: 3 },
    satisfactoryRemedies: { rank: 22, of: 54, tied: 1, quartile: 2 },
    upheldPer100k: { rank: 51, of: 56, tied: 1, quartile: 4 },
  },
  complianceStanding: { rank: 1, of: 55, tied: 42, quartile: 1 },
  recommendationCounts: counts,
};

const printed: CouncilYear = {
  ...typical,
  yearEnding: 2024,
  received: null,
  decided: null,
  outcomes: outcomes.map(({ outcome }) => ({ outcome, count: null })),
  subjects: subjects.map(({ subject }) => ({
    subject,
    received: null,
    decided: null,
    upheld: null,
  })),
  upheld: { numerator: 33, denominator: 43, percent: 77 },
  compliance: { numerator: null, denominator: 28, percent: 100 },
  satisfactoryRemedies: { numerator: null, denominator: null, percent: null },
  upheldPer100k: 5.7,
  source: 'PUBLISHED',
  sourceNote: 'https://example.org/your-councils-performance/ashbourne-vale/statistics',
  similar: null,
  standing: null,
  complianceStanding: null,
  recommendationCounts: null,
};

const nothing: CouncilYear = {
  ...typical,
  received: 2,
  decided: 2,
  outcomes: outcomes.map(({ outcome }) => ({
    outcome,
    count: outcome === 'REFERRED_BACK' ? 2 : 0,
  })),
  subjects: subjects.map(({ subject }) => ({
    subject,
    received: subject === 'HOUSING' ? 2 : 0,
    decided: subject === 'HOUSING' ? 2 : 0,
    upheld: 0,
  })),
  upheld: { numerator: 0, denominator: 0, percent: null },
  compliance: { numerator: 0, denominator: 0, percent: null },
  satisfactoryRemedies: { numerator: 0, denominator: 0, percent: null },
  upheldPer100k: 0,
  standing: {
    upheld: null,
    satisfactoryRemedies: null,
    upheldPer100k: { rank: 1, of: 56, tied: 2, quartile: 1 },
  },
  complianceStanding: null,
  recommendationCounts: noCounts,
};

const council: SummaryCouncil = {
  slug: 'ashbourne-vale',
  name: 'Ashbourne Vale Council',
  shortName: 'Ashbourne Vale',
  type: 'UNITARY',
  performanceHistory: [typical],
  pandemic: {
    yearEnding: 2021,
    breakNote:
      'No new complaints were taken for three months of 2020, while councils dealt with the coronavirus pandemic. Figures for this year are lower than those of other years for that reason.',
  },
  newProcess: {
    yearEnding: 2023,
    breakNote:
      'The way in which complaints are chosen for investigation changed in this year, so that fewer are investigated and more of those are upheld. Uphold rates before and after cannot simply be compared.',
  },
};

const nation: Nation = {
  councils: 343,
  received: 17019,
  decided: 17087,
  outcomes: outcomes.map((one) => ({ ...one, count: (one.count ?? 0) * 180 })),
  subjects: subjects.map(({ subject, received, decided, upheld }) => ({
    subject,
    received: (received ?? 0) * 174,
    decided: (decided ?? 0) * 182,
    upheld: (upheld ?? 0) * 110,
  })),
  upheld: { numerator: 2401, denominator: 3953, percent: 61 },
  compliance: { numerator: 1871, denominator: 1882, percent: 99 },
  satisfactoryRemedies: { numerator: 312, denominator: 2401, percent: 13 },
  upheldPer100k: 4.3,
  sample: false,
  frozenAt: null,
  byType: [
    ofType('COUNTY', 66, 99, 8, 3.1),
    ofType('DISTRICT', 45, 99, 17, 1.4),
    ofType('METROPOLITAN', 67, 99, 11, 4.4),
    ofType('UNITARY', 56, 99, 13, 4.1),
    ofType('LONDON_BOROUGH', 70, 100, 13, 7.8),
  ],
};

function ofType(
  councilType: Nation['byType'][number]['councilType'],
  upheld: number,
  compliance: number,
  satisfactoryRemedies: number,
  upheldPer100k: number,
): Nation['byType'][number] {
  return {
    councilType,
    upheld: { percent: upheld },
    compliance: { percent: compliance },
    satisfactoryRemedies: { percent: satisfactoryRemedies },
    upheldPer100k,
  };
}

const group: Group = {
  councils: 56,
  received: 3402,
  decided: 3390,
  outcomes: outcomes.map((one) => ({ ...one, count: (one.count ?? 0) * 36 })),
  subjects: subjects.map(({ subject, received, decided, upheld }) => ({
    subject,
    received: (received ?? 0) * 34,
    decided: (decided ?? 0) * 36,
    upheld: (upheld ?? 0) * 23,
  })),
  upheld: { numerator: 506, denominator: 904, percent: 56 },
  compliance: { numerator: 402, denominator: 404, percent: 100 },
  satisfactoryRemedies: { numerator: 66, denominator: 506, percent: 13 },
  upheldPer100k: 4.1,
  sample: false,
  recommendationCounts: counts,
};

type SummaryFixture = Fixture<SummaryParameters, PerformanceSummaryData>;

/** The summary of a council over some years. */
function ofCouncil(
  performanceHistory: SummaryCouncil['performanceHistory'],
  change: Partial<SummaryCouncil> = {},
  params: Partial<SummaryParameters> = {},
): SummaryFixture {
  return {
    params: { council: change.slug ?? council.slug, ...params },
    data: { council: { ...council, ...change, performanceHistory } },
  };
}

const long = 'Royal Borough of Llanfairpwllgwyngyll-on-the-Hill and Saint Mary’s-by-the-Water';

/** The cases with which the summary is previewed and tested. */
export const fixtures = {
  'five-years': ofCouncil(
    [
      { ...typical, yearEnding: 2019, received: 104, frozenAt: '2019-07-20T09:00:00.000Z' },
      typical,
      { ...printed, yearEnding: 2021, received: 61, upheldPer100k: null },
      { ...printed, yearEnding: 2023, similar: typical.similar },
      printed,
    ],
    {},
    { from: 2019, to: 2024 },
  ),
  'one-year': ofCouncil([typical], {}, { yearEnding: 2020 }),
  'published-only': ofCouncil([printed]),
  'no-investigations': ofCouncil([nothing]),
  'no-fault': ofCouncil([
    {
      ...typical,
      upheld: { numerator: 0, denominator: 5, percent: 0 },
      satisfactoryRemedies: { numerator: 0, denominator: 0, percent: null },
      compliance: { numerator: 1, denominator: 1, percent: 100 },
      sample: true,
    },
  ]),
  'long-names': ofCouncil(
    [
      {
        ...typical,
        recommendationCounts: {
          ...counts,
          themes: counts.themes.map((one) => ({
            ...one,
            theme: `${one.theme} of every officer who answers complaints about adaptations, in all departments and areas`,
          })),
        },
      },
    ],
    { name: `${long} Council`, shortName: long },
  ),
  type: {
    params: { councilType: 'UNITARY', yearEnding: 2020 },
    data: { groupPerformance: group, nationalPerformance: nation },
  },
  region: {
    params: { region: 'Yorkshire and The Humber', yearEnding: 2020 },
    data: {
      groupPerformance: { ...group, councils: 22, sample: true },
      nationalPerformance: { ...nation, frozenAt: '2020-07-20T09:00:00.000Z' },
    },
  },
  'type-in-region': {
    params: { councilType: 'DISTRICT', region: 'South East', yearEnding: 2020 },
    data: {
      groupPerformance: { ...group, councils: 55, recommendationCounts: null },
      nationalPerformance: nation,
    },
  },
  country: {
    params: { yearEnding: 2020 },
    data: { nationalPerformance: { ...nation, recommendationCounts: counts } },
  },
} satisfies Record<string, SummaryFixture>;
