import type { Fixture } from '../../reports/index.ts';
import type { SummaryCouncil, TrainingSummaryData, Year } from './query.ts';

/** The parameters of the summary. */
export interface SummaryParameters {
  readonly yearEnding: number;
  readonly council?: string | undefined;
}

// All councils and figures here are made up, but for what was printed of the year ending 2020: 118 courses, 47 more
// than the year before, and 178 delegates from 143 authorities at four seminars.

const year: Year = {
  courses: 118,
  change: 47,
  people: 1437,
  careProviderRecord: true,
  byAudience: [
    { audience: 'COUNCIL', courses: 76, people: 924 },
    { audience: 'CARE_PROVIDER', courses: 42, people: 513 },
  ],
  bySector: [
    { sector: 'Adult social care', courses: 57, people: 701 },
    { sector: 'Local authority services', courses: 52, people: 631 },
    { sector: 'Children’s services', courses: 9, people: 105 },
  ],
  seminars: [
    {
      series: 'Link officer seminar',
      place: 'London',
      heldOn: '2019-09-24',
      delegates: 72,
      authorities: 58,
    },
    {
      series: 'Link officer seminar',
      place: 'Bristol',
      heldOn: '2019-10-08',
      delegates: 27,
      authorities: 22,
    },
    {
      series: 'Link officer seminar',
      place: 'Leeds',
      heldOn: '2019-10-22',
      delegates: 39,
      authorities: 31,
    },
    {
      series: 'Link officer seminar',
      place: 'Birmingham',
      heldOn: '2019-11-12',
      delegates: 40,
      authorities: 32,
    },
  ],
  seminarDelegates: 178,
  seminarAuthorities: 143,
  sample: false,
};

const before: NonNullable<TrainingSummaryData['before']> = {
  courses: 71,
  people: 861,
  byAudience: [
    { audience: 'COUNCIL', courses: 55, people: 666 },
    { audience: 'CARE_PROVIDER', courses: 16, people: 195 },
  ],
  bySector: [
    { sector: 'Adult social care', courses: 23, people: 280 },
    { sector: 'Local authority services', courses: 40, people: 490 },
    { sector: 'Housing', courses: 2, people: 24 },
    { sector: 'Children’s services', courses: 6, people: 67 },
  ],
  seminarDelegates: 87,
};

const council: SummaryCouncil = {
  slug: 'marlow-vale',
  name: 'Marlow Vale Borough Council',
  shortName: 'Marlow Vale',
  training: {
    courses: [
      {
        heldOn: '2019-06-12',
        place: 'Marlow',
        people: 14,
        course: { title: 'Effective complaint handling', sector: 'Local authority services' },
      },
      {
        heldOn: '2020-01-21',
        place: 'Online',
        people: 11,
        course: { title: 'Putting things right: remedies', sector: 'Local authority services' },
      },
    ],
    seminars: [{ series: 'Link officer seminar', place: 'Bristol', heldOn: '2019-10-08' }],
  },
  performance: {
    source: 'CASEWORK',
    sample: false,
    subjects: [
      { subject: 'ADULT_CARE_SERVICES', upheld: 9 },
      { subject: 'BENEFITS_AND_TAX', upheld: 4 },
      { subject: 'EDUCATION_AND_CHILDRENS_SERVICES', upheld: 0 },
      { subject: 'HOUSING', upheld: 8 },
      { subject: 'PLANNING_AND_DEVELOPMENT', upheld: 4 },
      { subject: 'OTHER', upheld: 1 },
    ],
  },
};

const allSubjects: NonNullable<TrainingSummaryData['courses']>[number]['subjects'] = [
  'ADULT_CARE_SERVICES',
  'BENEFITS_AND_TAX',
  'CORPORATE_AND_OTHER_SERVICES',
  'EDUCATION_AND_CHILDRENS_SERVICES',
  'ENVIRONMENTAL_SERVICES',
  'HIGHWAYS_AND_TRANSPORT',
  'HOUSING',
  'PLANNING_AND_DEVELOPMENT',
  'OTHER',
];

const courses: NonNullable<TrainingSummaryData['courses']> = [
  {
    title: 'Effective complaint handling',
    sector: 'Adult social care',
    subjects: ['ADULT_CARE_SERVICES'],
  },
  {
    title: 'Effective complaint handling',
    sector: 'Local authority services',
    subjects: allSubjects,
  },
  {
    title: 'Putting things right: remedies',
    sector: 'Local authority services',
    subjects: allSubjects,
  },
];

/** The summary of a whole year that differs from the typical one in some of it. */
function ofYear(
  change: Partial<Year> = {},
  yearBefore: TrainingSummaryData['before'] = before,
): Fixture<SummaryParameters, TrainingSummaryData> {
  return {
    params: { yearEnding: 2020 },
    data: { trainingYear: { ...year, ...change }, before: yearBefore },
  };
}

/** The summary for a council that differs from the typical one in some of it. */
function ofCouncil(
  change: Partial<SummaryCouncil> = {},
): Fixture<SummaryParameters, TrainingSummaryData> {
  return {
    params: { yearEnding: 2020, council: 'marlow-vale' },
    data: { trainingYear: year, before, council: { ...council, ...change }, courses },
  };
}

const { subjects } = council.performance;

/** Named cases of the summary: for preview, snapshots and checks. */
export const fixtures: Readonly<Record<string, Fixture<SummaryParameters, TrainingSummaryData>>> = {
  year: ofYear(),
  'first-year': ofYear({ change: null, careProviderRecord: false, sample: true }, null),
  'no-seminars': ofYear({ seminars: [], seminarDelegates: 0, seminarAuthorities: 0 }),
  'no-courses': ofYear(
    { courses: 0, people: 0, change: 0, byAudience: [], bySector: [], careProviderRecord: false },
    { ...before, courses: 0, people: 0, byAudience: [], bySector: [] },
  ),
  council: ofCouncil(),
  'council-attended-nothing': ofCouncil({ training: { courses: [], seminars: [] } }),
  'council-nothing-upheld': ofCouncil({
    performance: {
      ...council.performance,
      subjects: subjects.map(({ subject }) => ({ subject, upheld: 0 })),
    },
  }),
  'council-subjects-not-published': ofCouncil({
    performance: {
      source: 'PUBLISHED',
      sample: false,
      subjects: subjects.map(({ subject }) => ({ subject, upheld: null })),
    },
  }),
  'council-training-unreachable': ofCouncil({ training: null }),
  'long-names': ofCouncil({
    name: 'Llanfair-yng-Nghornwy, Żółć-by-the-Sea and Northern Hämeenlinna Metropolitan District Council',
    shortName: 'Llanfair-yng-Nghornwy, Żółć-by-the-Sea and Northern Hämeenlinna',
  }),
};
