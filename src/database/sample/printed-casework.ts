import type { Subject } from '../../schema/common/subject.enum.ts';
import type { Outcome } from '../../schema/decisions/outcome.enum.ts';

/** What was printed of a council-year within the sample's years: its made-up casework adds up to the same. */
export interface PrintedCasework {
  councilCode: string;
  yearEnding: number;
  received: number;
  decided?: number;
  investigated?: number;
  upheld?: number;
  outcomes?: Partial<Record<Outcome, number>>;
  receivedBySubject?: Partial<Record<Subject, number>>;
}

/** The same figures as in `data/published-figures.csv`, where their sources are. */
const printedCasework: readonly PrintedCasework[] = [
  {
    councilCode: 'E08000025',
    yearEnding: 2018,
    received: 455,
    decided: 441,
    investigated: 72,
    upheld: 43,
    outcomes: {
      INVALID_OR_INCOMPLETE: 21,
      ADVICE_GIVEN: 34,
      REFERRED_BACK: 221,
      CLOSED_AFTER_INITIAL_ENQUIRIES: 93,
    },
    receivedBySubject: {
      ADULT_CARE_SERVICES: 51,
      BENEFITS_AND_TAX: 97,
      CORPORATE_AND_OTHER_SERVICES: 18,
      EDUCATION_AND_CHILDRENS_SERVICES: 49,
      ENVIRONMENTAL_SERVICES: 93,
      HIGHWAYS_AND_TRANSPORT: 29,
      HOUSING: 102,
      PLANNING_AND_DEVELOPMENT: 13,
      OTHER: 3,
    },
  },
  {
    councilCode: 'E08000025',
    yearEnding: 2020,
    received: 561,
    investigated: 153,
    upheld: 119,
    receivedBySubject: { ENVIRONMENTAL_SERVICES: 179 },
  },
  {
    councilCode: 'E07000033',
    yearEnding: 2020,
    received: 11,
    decided: 16,
    investigated: 4,
    upheld: 1,
    outcomes: {
      INVALID_OR_INCOMPLETE: 2,
      ADVICE_GIVEN: 0,
      REFERRED_BACK: 2,
      CLOSED_AFTER_INITIAL_ENQUIRIES: 8,
    },
  },
];

/** What was printed of a council-year, where anything was. */
export function findPrinted(councilCode: string, yearEnding: number): PrintedCasework | undefined {
  return printedCasework.find(
    (printed) => printed.councilCode === councilCode && printed.yearEnding === yearEnding,
  );
}
