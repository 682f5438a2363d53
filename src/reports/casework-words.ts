import type { GraphTypes } from './graph-types.generated.ts';

type Types = GraphTypes['types'];

/** What several councils of a type are called together. */
export const councilTypeWords: Readonly<Record<Types['CouncilType']['enumValues'], string>> = {
  COUNTY: 'county councils',
  DISTRICT: 'district and borough councils',
  METROPOLITAN: 'metropolitan councils',
  UNITARY: 'unitary councils',
  LONDON_BOROUGH: 'London boroughs',
};

/** The outcomes of a decision as letters name them. */
export const outcomeWords: Readonly<Record<Types['Outcome']['enumValues'], string>> = {
  INVALID_OR_INCOMPLETE: 'Invalid or incomplete',
  ADVICE_GIVEN: 'Advice given',
  REFERRED_BACK: 'Referred back to the council',
  CLOSED_AFTER_INITIAL_ENQUIRIES: 'Closed after first enquiries',
  NOT_UPHELD: 'Investigated, not upheld',
  UPHELD: 'Investigated, upheld',
};

/** The subjects of complaints as letters name them. */
export const subjectWords: Readonly<Record<Types['Subject']['enumValues'], string>> = {
  ADULT_CARE_SERVICES: 'Adult care services',
  BENEFITS_AND_TAX: 'Benefits and tax',
  CORPORATE_AND_OTHER_SERVICES: 'Corporate and other services',
  EDUCATION_AND_CHILDRENS_SERVICES: 'Education and children’s services',
  ENVIRONMENTAL_SERVICES: 'Environmental services, public protection and regulation',
  HIGHWAYS_AND_TRANSPORT: 'Highways and transport',
  HOUSING: 'Housing',
  PLANNING_AND_DEVELOPMENT: 'Planning and development',
  OTHER: 'Other',
};
