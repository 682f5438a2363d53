import type { Fixture } from '../../reports/index.ts';
import type {
  LetterCouncil,
  LetterData,
  LetterEdition,
  LetterTraining,
  Performance,
} from './query.ts';

/** The parameters of the letter. */
export interface LetterParameters {
  readonly council: string;
  readonly yearEnding: number;
}

// All councils, people and figures here are made up. The sender is, too.

const performance: Performance = {
  received: 96,
  decided: 102,
  outcomes: [
    { outcome: 'INVALID_OR_INCOMPLETE', count: 4 },
    { outcome: 'ADVICE_GIVEN', count: 6 },
    { outcome: 'REFERRED_BACK', count: 21 },
    { outcome: 'CLOSED_AFTER_INITIAL_ENQUIRIES', count: 17 },
    { outcome: 'NOT_UPHELD', count: 17 },
    { outcome: 'UPHELD', count: 37 },
  ],
  subjects: [
    { subject: 'ADULT_CARE_SERVICES', received: 0, decided: 0, upheld: 0 },
    { subject: 'BENEFITS_AND_TAX', received: 13, decided: 15, upheld: 4 },
    { subject: 'CORPORATE_AND_OTHER_SERVICES', received: 6, decided: 6, upheld: 1 },
    { subject: 'EDUCATION_AND_CHILDRENS_SERVICES', received: 0, decided: 0, upheld: 0 },
    { subject: 'ENVIRONMENTAL_SERVICES', received: 22, decided: 23, upheld: 9 },
    { subject: 'HIGHWAYS_AND_TRANSPORT', received: 9, decided: 10, upheld: 5 },
    { subject: 'HOUSING', received: 19, decided: 20, upheld: 8 },
    { subject: 'PLANNING_AND_DEVELOPMENT', received: 26, decided: 27, upheld: 10 },
    { subject: 'OTHER', received: 1, decided: 1, upheld: 0 },
  ],
  upheld: { numerator: 37, denominator: 54, percent: 69 },
  compliance: { numerator: 25, denominator: 25, percent: 100 },
  complianceCounts: { onTime: 23, late: 2, notComplied: 0 },
  satisfactoryRemedies: { numerator: 5, denominator: 37, percent: 14 },
  upheldPer100k: 3.2,
  source: 'CASEWORK',
  sample: true,
  breakNote: null,
  sourceNote: null,
  similar: {
    councils: 188,
    upheld: { percent: 45 },
    compliance: { percent: 100 },
    satisfactoryRemedies: { percent: 14 },
    upheldPer100k: 1.6,
  },
};

const council: LetterCouncil = {
  code: 'E07999001',
  slug: 'marlow-vale',
  name: 'Marlow Vale Borough Council',
  shortName: 'Marlow Vale',
  type: 'DISTRICT',
  endDate: null,
  successors: [],
  officers: [{ name: 'Ruth Hale', salutation: 'Ms Hale', office: 'Chief Executive' }],
  letterComment: null,
  publicReports: [
    {
      reference: '18 012 345',
      publishedOn: '2019-09-12',
      url: 'https://reports.example.com/18-012-345',
      summary:
        'A family waited ten months for a home that suited a child with a disability. The council had the means to act sooner, and did not write down why it did not.',
    },
  ],
  serviceImprovements: {
    totalCount: 3,
    nodes: [
      {
        remedy: 'Staff training',
        text: 'Train the staff who deal with planning enforcement in what the law asks of them.',
        dueOn: '2020-02-28',
        settledOn: '2020-02-20',
        compliance: 'ON_TIME',
        decision: { reference: '19 007 429' },
      },
      {
        remedy: 'Procedure change',
        text: 'Set up a way to notice delays in homelessness applications early.',
        dueOn: '2019-12-13',
        settledOn: '2020-01-17',
        compliance: 'LATE',
        decision: { reference: '18 012 345' },
      },
      {
        remedy: 'Better information',
        text: 'Make letters and web pages about council tax support say what people may ask for.',
        dueOn: '2019-07-05',
        settledOn: '2019-08-30',
        compliance: 'NOT_COMPLIED',
        decision: { reference: '18 003 310' },
      },
    ],
  },
  performance,
};

const edition: LetterEdition = {
  letterDate: '2020-07-22',
  publicationDate: '2020-07-29',
  periodStart: '2019-04-01',
  periodEnd: '2020-03-31',
  senderName: 'Office of the Example Ombudsman',
  senderAddress: ['PO Box 1', 'Exampleton EX1 1AA'],
  joint: true,
  opening: [
    'This letter reaches you in a year like no other. Your officers have kept services going under a strain that nobody planned for, and we paused new work for a time so as not to add to it.',
    'The figures below were gathered before that strain began. They are worth the same attention as ever.',
  ],
  figuresNote: null,
  closing: [
    'Thank you for the care with which your officers have answered us this year. I look forward to working with the council in the year ahead.',
  ],
  signatoryName: 'Alex Merriman',
  signatoryOffices: ['Example Ombudsman', 'Chair, Commission for Examples'],
  contactEmail: 'letters@ombudsman.example.org',
  sample: false,
  notice: null,
};

const training: LetterTraining = {
  courses: 118,
  change: 47,
  people: 1437,
  careProviderRecord: true,
  seminarPlaces: ['London', 'Bristol', 'Leeds', 'Birmingham'],
  seminarDelegates: 178,
  seminarAuthorities: 143,
  sample: false,
};

const params: LetterParameters = { council: 'marlow-vale', yearEnding: 2020 };

/** A letter that differs from the typical one in some of the council and its performance. */
function letter(
  change: Partial<LetterCouncil>,
  figures: Partial<Performance> = {},
  others: { edition?: Partial<LetterEdition>; training?: LetterTraining | null } = {},
): Fixture<LetterParameters, LetterData> {
  return {
    params,
    data: {
      council: { ...council, ...change, performance: { ...performance, ...figures } },
      edition: { ...edition, ...others.edition },
      trainingYear: others.training === undefined ? training : others.training,
    },
  };
}

const nothing = { numerator: 0, denominator: 0, percent: null };
const notPrinted = { numerator: null, denominator: null, percent: null };

/** Named cases of the letter: for preview, snapshots and checks. */
export const fixtures: Readonly<Record<string, Fixture<LetterParameters, LetterData>>> = {
  typical: letter({}),
  'two-addressees': letter({
    officers: [
      { name: 'Ruth Hale', salutation: 'Ms Hale', office: 'Chief Executive' },
      { name: 'Daniel Osei', salutation: 'Mr Osei', office: 'Managing Director' },
    ],
  }),
  'no-investigations': letter(
    { publicReports: [], serviceImprovements: { totalCount: 0, nodes: [] } },
    {
      received: 3,
      decided: 2,
      outcomes: performance.outcomes.map(({ outcome }) => ({
        outcome,
        count: outcome === 'REFERRED_BACK' ? 2 : 0,
      })),
      subjects: performance.subjects.map(({ subject }) => ({
        subject,
        received: subject === 'HOUSING' ? 3 : 0,
        decided: subject === 'HOUSING' ? 2 : 0,
        upheld: 0,
      })),
      upheld: nothing,
      compliance: nothing,
      complianceCounts: { onTime: 0, late: 0, notComplied: 0 },
      satisfactoryRemedies: nothing,
      upheldPer100k: 0,
    },
  ),
  'no-compliance-due': letter(
    {},
    { compliance: nothing, complianceCounts: { onTime: 0, late: 0, notComplied: 0 } },
  ),
  'one-of-one': letter(
    {},
    {
      upheld: { numerator: 1, denominator: 1, percent: 100 },
      compliance: { numerator: 1, denominator: 1, percent: 100 },
      complianceCounts: { onTime: 0, late: 1, notComplied: 0 },
      satisfactoryRemedies: { numerator: 0, denominator: 1, percent: 0 },
    },
  ),
  'published-figures-only': letter(
    { publicReports: [], serviceImprovements: { totalCount: 0, nodes: [] } },
    {
      received: 561,
      decided: null,
      outcomes: performance.outcomes.map(({ outcome }) => ({ outcome, count: null })),
      subjects: performance.subjects.map(({ subject }) => ({
        subject,
        received: subject === 'ENVIRONMENTAL_SERVICES' ? 179 : null,
        decided: null,
        upheld: null,
      })),
      upheld: { numerator: 119, denominator: 153, percent: 78 },
      compliance: { numerator: null, denominator: null, percent: 100 },
      complianceCounts: { onTime: null, late: null, notComplied: null },
      satisfactoryRemedies: notPrinted,
      upheldPer100k: null,
      source: 'PUBLISHED',
      sample: false,
      sourceNote: 'Example Gazette, 30 July 2020, page 4',
      similar: {
        councils: null,
        upheld: { percent: 67 },
        compliance: { percent: null },
        satisfactoryRemedies: { percent: null },
        upheldPer100k: null,
      },
    },
  ),
  'council-comment': letter({
    letterComment:
      'I wrote last year about delays in answering our enquiries. I am glad to say that the council’s answers this year came, on average, within 15 days.\n\nI welcome that change & hope that it lasts.',
  }),
  'abolished-council': letter({
    name: 'Aller Vale District Council',
    shortName: 'Aller Vale',
    slug: 'aller-vale',
    endDate: '2020-03-31',
    successors: [{ name: 'Vales Council', startDate: '2020-04-01' }],
  }),
  'break-year': letter(
    {},
    {
      breakNote:
        'We took no new complaints for three months of this year. Its counts are lower than those of other years for that reason.',
    },
    { training: null, edition: { sample: true, signatoryName: null } },
  ),
  'long-names': letter({
    name: 'Llanfair-yng-Nghornwy, Żółć-by-the-Sea and Northern Hämeenlinna Metropolitan District Council',
    shortName: 'Llanfair-yng-Nghornwy, Żółć-by-the-Sea and Northern Hämeenlinna',
    officers: [
      {
        name: 'Dr Siân Ó Súilleabháin-Featherstonehaugh',
        salutation: 'Dr Ó Súilleabháin-Featherstonehaugh',
        office:
          'Interim Director of Communities, Customer Experience, Governance and Regulatory Services (Monitoring Officer)',
      },
    ],
  }),
  'many-improvements': letter({
    publicReports: Array.from({ length: 3 }, (_, index) => ({
      reference: `18 012 34${index}`,
      publishedOn: `2019-0${index + 4}-15`,
      url: index === 1 ? null : `https://reports.example.com/18-012-34${index}`,
      summary: index === 2 ? null : 'Delay in dealing with a complaint about care at home.',
    })),
    serviceImprovements: {
      totalCount: 27,
      nodes: Array.from({ length: 8 }, (_, index) => ({
        remedy: 'Policy review',
        text:
          index === 0
            ? null
            : `Review the policy on school transport in the light of this case${index === 7 ? `, ${'and of each case like it since, with the families concerned, '.repeat(6)}and tell us.` : '.'}`,
        dueOn: `2020-0${1 + (index % 3)}-10`,
        settledOn: index === 6 ? null : `2020-0${1 + (index % 3)}-09`,
        compliance: index === 6 ? null : ('ON_TIME' as const),
        decision: { reference: `19 00${index} 118` },
      })),
    },
  }),
  'officers-not-known': letter({ officers: null }),
};
