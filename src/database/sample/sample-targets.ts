import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import type { Subject } from '../../schema/common/subject.enum.ts';

/** What the sample's casework of one year adds up to. */
export interface YearTargets {
  yearEnding: number;
  /** Complaints received. */
  received: number;
  /** Upheld and not upheld together. */
  investigated: number;
  upheld: number;
  /** Upheld decisions with a satisfactory remedy offered before. */
  satisfactoryRemedies: number;
  personalRemedies: number;
  serviceImprovements: number;
  publicReports: number;
}

/**
 * National figures by year. Those that were printed are in `data/national-totals.csv` with their sources: received in
 * all years; investigated in 2018 to 2020; upheld in 2019 and 2020 (before: the printed rate of what is investigated
 * here); the satisfactory remedy rates of 2019 and 2020; the recommendations of 2016 to 2020 in part; the public reports
 * of 2020. The others are plausible numbers between those.
 */
export const yearTargets: readonly YearTargets[] = [
  {
    yearEnding: 2016,
    received: 19_702,
    investigated: 4_300,
    upheld: 2_193,
    satisfactoryRemedies: 230,
    personalRemedies: 2_480,
    serviceImprovements: 1_049,
    publicReports: 51,
  },
  {
    yearEnding: 2017,
    received: 16_863,
    investigated: 4_150,
    upheld: 2_241,
    satisfactoryRemedies: 246,
    personalRemedies: 2_428,
    serviceImprovements: 980,
    publicReports: 44,
  },
  {
    yearEnding: 2018,
    received: 17_452,
    investigated: 4_020,
    upheld: 2_291,
    satisfactoryRemedies: 252,
    personalRemedies: 2_566,
    serviceImprovements: 1_056,
    publicReports: 40,
  },
  {
    yearEnding: 2019,
    received: 16_899,
    investigated: 4_234,
    upheld: 2_456,
    satisfactoryRemedies: 270,
    personalRemedies: 2_205,
    serviceImprovements: 1_320,
    publicReports: 46,
  },
  {
    yearEnding: 2020,
    received: 17_019,
    investigated: 4_215,
    upheld: 2_586,
    satisfactoryRemedies: 336,
    personalRemedies: 2_110,
    serviceImprovements: 1_629,
    publicReports: 63,
  },
];

/** The last day of which the sample knows anything. */
export const sampleEnd = '2020-03-31';

/** How the councils of one type share in the national figures. */
export interface TypeTargets {
  /** Share of complaints received. */
  received: number;
  /** Share of detailed investigations. */
  investigated: number;
  /** Uphold rate in 2020. Printed: district 45%, metropolitan 67%, London region 70%; the others complete 61%. */
  upheld2020: number;
  /** Satisfactory remedy rate in 2020. Printed: metropolitan 11%; the others complete 13%. */
  satisfactory2020: number;
}

export const typeTargets: Readonly<Record<CouncilType, TypeTargets>> = {
  COUNTY: { received: 0.155, investigated: 750, upheld2020: 495 / 750, satisfactory2020: 0.13 },
  DISTRICT: { received: 0.18, investigated: 900, upheld2020: 405 / 900, satisfactory2020: 0.14 },
  METROPOLITAN: {
    received: 0.21,
    investigated: 800,
    upheld2020: 536 / 800,
    satisfactory2020: 0.11,
  },
  UNITARY: { received: 0.22, investigated: 865, upheld2020: 520 / 865, satisfactory2020: 0.13 },
  LONDON_BOROUGH: {
    received: 0.235,
    investigated: 900,
    upheld2020: 630 / 900,
    satisfactory2020: 0.14,
  },
};

/** Of a hundred complaints about a council of each type, how many are about what. */
export const subjectMix: Readonly<Record<CouncilType, Readonly<Record<Subject, number>>>> = {
  COUNTY: mix(29, 0.5, 6, 40, 4, 16, 1, 1.5, 2),
  DISTRICT: mix(0, 25, 9, 0, 17, 3, 20, 23, 3),
  METROPOLITAN: mix(15, 15, 8, 19, 14, 9, 11, 7, 2),
  UNITARY: mix(17, 13, 8, 21, 12, 10, 8, 9, 2),
  LONDON_BOROUGH: mix(12, 18, 6, 13, 9, 12, 24, 4, 2),
};

function mix(...hundred: [number, number, number, number, number, number, number, number, number]) {
  const [adult, benefits, corporate, education, environment, highways, housing, planning, other] =
    hundred;
  return {
    ADULT_CARE_SERVICES: adult,
    BENEFITS_AND_TAX: benefits,
    CORPORATE_AND_OTHER_SERVICES: corporate,
    EDUCATION_AND_CHILDRENS_SERVICES: education,
    ENVIRONMENTAL_SERVICES: environment,
    HIGHWAYS_AND_TRANSPORT: highways,
    HOUSING: housing,
    PLANNING_AND_DEVELOPMENT: planning,
    OTHER: other,
  };
}

/** How readily complaints about a subject are upheld: the chance that one is taken when an upheld case needs a subject. */
export const upholdTendency: Readonly<Record<Subject, number>> = {
  ADULT_CARE_SERVICES: 0.85,
  BENEFITS_AND_TAX: 0.7,
  CORPORATE_AND_OTHER_SERVICES: 0.35,
  EDUCATION_AND_CHILDRENS_SERVICES: 0.85,
  ENVIRONMENTAL_SERVICES: 0.65,
  HIGHWAYS_AND_TRANSPORT: 0.6,
  HOUSING: 0.75,
  PLANNING_AND_DEVELOPMENT: 0.4,
  OTHER: 0.3,
};
