import type { DataSource } from 'typeorm';
import { Council } from '../../src/schema/councils/council.entity.ts';
import { CouncilFigure } from '../../src/schema/councils/council-figure.entity.ts';
import { CouncilSuccessor } from '../../src/schema/councils/council-successor.entity.ts';
import { Officer } from '../../src/schema/councils/officer.entity.ts';
import { Decision } from '../../src/schema/decisions/decision.entity.ts';
import { DecisionCouncil } from '../../src/schema/decisions/decision-council.entity.ts';
import { DecisionRollup } from '../../src/schema/decisions/decision-rollup.entity.ts';
import { DecisionTypeRollup } from '../../src/schema/decisions/decision-type-rollup.entity.ts';
import { PublishedAverage } from '../../src/schema/decisions/published-average.entity.ts';
import { PublishedFigure } from '../../src/schema/decisions/published-figure.entity.ts';
import { ComplianceRollup } from '../../src/schema/recommendations/compliance-rollup.entity.ts';
import { PublishedCompliance } from '../../src/schema/recommendations/published-compliance.entity.ts';
import { PublishedComplianceAverage } from '../../src/schema/recommendations/published-compliance-average.entity.ts';
import { Recommendation } from '../../src/schema/recommendations/recommendation.entity.ts';
import { RecommendationCouncil } from '../../src/schema/recommendations/recommendation-council.entity.ts';
import { CouncilComment } from '../../src/schema/reports/council-comment.entity.ts';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { Course } from '../../src/schema/training/course.entity.ts';
import { CourseDelivery } from '../../src/schema/training/course-delivery.entity.ts';
import { Seminar } from '../../src/schema/training/seminar.entity.ts';
import { SeminarAttendance } from '../../src/schema/training/seminar-attendance.entity.ts';
import { openTestDatabase } from '../open-test-database.ts';

/** Councils small enough to reckon with by hand. Alder and Birch are districts; Cedar is a unitary that follows Birch. */
export const alder = 'E07000001';
export const birch = 'E07000002';
export const cedar = 'E06000003';

const councils = [
  {
    code: alder,
    slug: 'alder',
    name: 'Alder District Council',
    shortName: 'Alder',
    type: 'DISTRICT',
    region: 'South East',
    population: 100_000,
  },
  {
    code: birch,
    slug: 'birch',
    name: 'Birch Borough Council',
    shortName: 'Birch',
    type: 'DISTRICT',
    region: 'North West',
    population: 50_000,
    endDate: '2020-04-01',
  },
  {
    code: cedar,
    slug: 'cedar',
    name: 'Cedar Council',
    shortName: 'Cedar',
    type: 'UNITARY',
    region: 'North West',
    population: 300_000,
    startDate: '2020-04-01',
  },
] as const;

const noCounts = {
  received: 0,
  decided: 0,
  invalidOrIncomplete: 0,
  adviceGiven: 0,
  referredBack: 0,
  closedAfterInitialEnquiries: 0,
  notUpheld: 0,
  upheld: 0,
  satisfactoryRemedies: 0,
  sample: false,
} as const;

/** A database of its own with a handful of rows, which the caller closes. */
export async function openSmallDatabase(): Promise<DataSource> {
  const database = await openTestDatabase();
  for (const council of councils) {
    const dates = { startDate: null, endDate: null, ...council };
    await database
      .getRepository(Council)
      .insert({ latitude: null, longitude: null, countyCode: null, ...dates });
    await database
      .getRepository(RecommendationCouncil)
      .insert({ councilCode: council.code, region: council.region });
    await database.getRepository(DecisionCouncil).insert({
      councilCode: council.code,
      type: council.type,
      population: council.population,
      region: council.region,
      startDate: dates.startDate,
      endDate: dates.endDate,
    });
  }
  await database
    .getRepository(CouncilSuccessor)
    .insert({ predecessorCode: birch, successorCode: cedar });
  await database.getRepository(Officer).insert([
    {
      id: `${alder}-1`,
      councilCode: alder,
      position: 1,
      name: 'Ada Hale',
      salutation: 'Ms Hale',
      office: 'Chief Executive',
      email: 'a.hale@alder.example.org',
    },
    {
      id: `${alder}-2`,
      councilCode: alder,
      position: 2,
      name: 'Kofi Osei',
      salutation: 'Mr Osei',
      office: 'Leader',
      email: 'k.osei@alder.example.org',
    },
  ]);
  await addFigures(database);
  await addCases(database);
  await addTraining(database);
  await addLetters(database);
  return database;
}

async function addFigures(database: DataSource): Promise<void> {
  const district = { yearEnding: 2020, councilType: 'DISTRICT' } as const;
  await database.getRepository(DecisionRollup).insert([
    // Alder 2020: 3 of 4 upheld, 1 satisfactory. Birch 2020: 1 of 5 upheld.
    {
      ...noCounts,
      ...district,
      councilCode: alder,
      subject: 'HOUSING',
      received: 5,
      decided: 6,
      referredBack: 2,
      notUpheld: 1,
      upheld: 2,
      satisfactoryRemedies: 1,
      invalidOrIncomplete: 1,
    },
    {
      ...noCounts,
      ...district,
      councilCode: alder,
      subject: 'PLANNING_AND_DEVELOPMENT',
      received: 1,
      decided: 1,
      upheld: 1,
    },
    {
      ...noCounts,
      ...district,
      councilCode: birch,
      subject: 'HOUSING',
      received: 9,
      decided: 7,
      adviceGiven: 1,
      closedAfterInitialEnquiries: 1,
      notUpheld: 4,
      upheld: 1,
      sample: true,
    },
    {
      ...noCounts,
      ...district,
      yearEnding: 2019,
      councilCode: birch,
      subject: 'OTHER',
      received: 2,
      decided: 1,
      notUpheld: 1,
    },
  ]);
  await database.getRepository(DecisionTypeRollup).insert([
    {
      ...noCounts,
      yearEnding: 2020,
      councilType: 'DISTRICT',
      subject: 'HOUSING',
      received: 14,
      decided: 13,
      invalidOrIncomplete: 1,
      adviceGiven: 1,
      referredBack: 2,
      closedAfterInitialEnquiries: 1,
      notUpheld: 5,
      upheld: 3,
      satisfactoryRemedies: 1,
      sample: true,
    },
    {
      ...noCounts,
      yearEnding: 2020,
      councilType: 'DISTRICT',
      subject: 'PLANNING_AND_DEVELOPMENT',
      received: 1,
      decided: 1,
      upheld: 1,
    },
    {
      ...noCounts,
      yearEnding: 2019,
      councilType: 'DISTRICT',
      subject: 'OTHER',
      received: 2,
      decided: 1,
      notUpheld: 1,
    },
  ]);
  await database.getRepository(ComplianceRollup).insert([
    { ...district, councilCode: alder, onTime: 2, late: 1, notComplied: 1 },
    { ...district, councilCode: birch, onTime: 4, late: 0, notComplied: 0 },
  ]);
  const nothing = {
    received: null,
    decided: null,
    investigated: null,
    invalidOrIncomplete: null,
    adviceGiven: null,
    referredBack: null,
    closedAfterInitialEnquiries: null,
    notUpheld: null,
    upheld: null,
    upholdPercent: null,
    satisfactoryRemedies: null,
    satisfactoryRemedyPercent: null,
    upheldPer100k: null,
    receivedBySubject: null,
    sourceNote: null,
  };
  await database.getRepository(PublishedFigure).insert([
    {
      ...nothing,
      councilCode: cedar,
      yearEnding: 2023,
      investigated: 61,
      upheld: 53,
      upholdPercent: 87,
      satisfactoryRemedies: 4,
      satisfactoryRemedyPercent: 8,
      upheldPer100k: 3.4,
      sourceNote: 'Statistics page, 2023',
    },
    {
      ...nothing,
      councilCode: cedar,
      yearEnding: 2022,
      received: 9,
      investigated: 3,
      upheld: 3,
      receivedBySubject: '{"HOUSING":4}',
    },
  ]);
  await database.getRepository(PublishedAverage).insert({
    type: 'UNITARY',
    yearEnding: 2023,
    upholdPercent: 72,
    satisfactoryRemedyPercent: null,
    upheldPer100k: null,
    sourceNote: null,
  });
  await database.getRepository(PublishedCompliance).insert([
    { councilCode: cedar, yearEnding: 2023, outcomes: 51, percent: 100 },
    { councilCode: cedar, yearEnding: 2022, outcomes: 0, percent: null },
  ]);
  await database
    .getRepository(PublishedComplianceAverage)
    .insert({ type: 'UNITARY', yearEnding: 2023, percent: 99 });
  await database.getRepository(CouncilFigure).insert([
    {
      councilCode: alder,
      yearEnding: 2020,
      source: 'CASEWORK',
      received: 6,
      decided: 7,
      upheld: 3,
      upheldRate: 75,
      complianceRate: 75,
      satisfactoryRemedyRate: 33.33,
      upheldPer100k: 3,
    },
    {
      councilCode: birch,
      yearEnding: 2020,
      source: 'CASEWORK',
      received: 9,
      decided: 7,
      upheld: 1,
      upheldRate: 20,
      complianceRate: 100,
      satisfactoryRemedyRate: 0,
      upheldPer100k: 2,
    },
  ]);
}

const caseOf = (serial: number, decidedOn: string | null) => ({
  reference: `19 000 ${String(serial).padStart(3, '0')}`,
  receivedOn: '2019-05-01',
  decidedOn,
  receivedYear: 2020,
  decidedYear: decidedOn === null ? null : 2020,
  category: 'Housing',
  subcategory: null,
  satisfactoryRemedy: false,
  hasPublicReport: false,
  publicReportUrl: null,
  summary: `Case ${serial} about damp and 100% of nothing.`,
  sample: false,
});

async function addCases(database: DataSource): Promise<void> {
  const ofAlder = { councilCode: alder, councilType: 'DISTRICT', subject: 'HOUSING' } as const;
  const ofBirch = { ...ofAlder, councilCode: birch } as const;
  await database.getRepository(Decision).insert([
    { ...caseOf(1, '2019-06-01'), ...ofAlder, outcome: 'UPHELD' },
    { ...caseOf(2, '2019-07-01'), ...ofAlder, outcome: 'NOT_UPHELD' },
    {
      ...caseOf(3, '2019-07-01'),
      ...ofAlder,
      outcome: 'REFERRED_BACK',
      summary: 'Trees_and hedges',
    },
    { ...caseOf(4, null), ...ofAlder, outcome: null },
    {
      ...caseOf(5, '2019-08-01'),
      ...ofBirch,
      outcome: 'UPHELD',
      hasPublicReport: true,
      publicReportUrl: 'https://reports.example.org/5',
    },
  ]);
  const recommendation = {
    councilCode: alder,
    councilType: 'DISTRICT',
    decisionReference: '19 000 001',
    dueOn: '2019-09-01',
    sample: false,
  } as const;
  await database.getRepository(Recommendation).insert([
    {
      ...recommendation,
      number: 1,
      kind: 'PERSONAL_REMEDY',
      remedy: 'Apology',
      text: 'Apologise to the tenant.',
      settledOn: '2019-08-20',
      compliance: 'ON_TIME',
    },
    {
      ...recommendation,
      number: 2,
      kind: 'SERVICE_IMPROVEMENT',
      remedy: 'Staff training',
      text: 'Train the repairs team.',
      settledOn: '2019-09-20',
      compliance: 'LATE',
    },
    {
      ...recommendation,
      number: 3,
      kind: 'SERVICE_IMPROVEMENT',
      remedy: 'Policy',
      text: 'Review the damp policy.',
      dueOn: '2019-12-01',
      settledOn: null,
      compliance: null,
    },
  ]);
}

async function addTraining(database: DataSource): Promise<void> {
  await database.getRepository(Course).insert([
    {
      id: 'effective',
      title: 'Effective complaint handling',
      audience: 'COUNCIL',
      sector: 'Local government',
    },
    {
      id: 'care',
      title: 'Complaints in care',
      audience: 'CARE_PROVIDER',
      sector: 'Adult social care',
    },
  ]);
  const delivery = (id: string, courseId: string, heldOn: string, people: number) => ({
    id,
    courseId,
    heldOn,
    yearEnding: heldOn < '2019-04-01' ? 2019 : 2020,
    place: 'Online',
    councilCode: courseId === 'care' ? null : alder,
    provider: courseId === 'care' ? 'Willow Care' : null,
    people,
    sample: false,
  });
  await database
    .getRepository(CourseDelivery)
    .insert([
      delivery('d1', 'effective', '2019-02-01', 10),
      delivery('d2', 'effective', '2019-05-01', 12),
      delivery('d3', 'care', '2019-06-01', 8),
      delivery('d4', 'care', '2019-07-01', 9),
    ]);
  await database.getRepository(Seminar).insert([
    {
      id: 's1',
      series: 'Link officer seminar',
      heldOn: '2019-10-01',
      yearEnding: 2020,
      place: 'London',
      delegates: 3,
      sample: false,
    },
    {
      id: 's2',
      series: 'Link officer seminar',
      heldOn: '2019-11-01',
      yearEnding: 2020,
      place: 'Leeds',
      delegates: 2,
      sample: false,
    },
  ]);
  await database.getRepository(SeminarAttendance).insert([
    { seminarId: 's1', councilCode: alder },
    { seminarId: 's1', councilCode: birch },
    { seminarId: 's2', councilCode: alder },
  ]);
}

async function addLetters(database: DataSource): Promise<void> {
  const letter = {
    reportName: 'annual-letter',
    councilCode: alder,
    councilSlug: 'alder',
    sample: false,
  };
  await database.getRepository(Letter).insert([
    {
      ...letter,
      id: 'letter-2019',
      yearEnding: 2019,
      state: 'PUBLISHED',
      publishedAt: '2019-07-31T00:00:00.000Z',
    },
    { ...letter, id: 'letter-2020', yearEnding: 2020, state: 'ISSUED', publishedAt: null },
  ]);
  await database.getRepository(CouncilComment).insert([
    { councilCode: alder, yearEnding: 2019, text: 'A public remark.' },
    { councilCode: alder, yearEnding: 2020, text: 'A remark under embargo.' },
  ]);
}
