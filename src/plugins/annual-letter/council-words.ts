import type { LetterCouncil } from './query.ts';

/** What several councils of a type are called together. */
export const typeWords: Readonly<Record<LetterCouncil['type'], string>> = {
  COUNTY: 'county councils',
  DISTRICT: 'district and borough councils',
  METROPOLITAN: 'metropolitan councils',
  UNITARY: 'unitary councils',
  LONDON_BOROUGH: 'London boroughs',
};

type Outcome = LetterCouncil['performance']['outcomes'][number]['outcome'];

/** The outcomes of a decision as a letter names them. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  INVALID_OR_INCOMPLETE: 'Invalid or incomplete',
  ADVICE_GIVEN: 'Advice given',
  REFERRED_BACK: 'Referred back to the council',
  CLOSED_AFTER_INITIAL_ENQUIRIES: 'Closed after first enquiries',
  NOT_UPHELD: 'Investigated, not upheld',
  UPHELD: 'Investigated, upheld',
};

type Subject = LetterCouncil['performance']['subjects'][number]['subject'];

/** The subjects of complaints as a letter names them. */
export const subjectWords: Readonly<Record<Subject, string>> = {
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
