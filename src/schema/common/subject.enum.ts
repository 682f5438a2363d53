import { registerEnumType } from 'type-graphql';

export const Subject = {
  ADULT_CARE_SERVICES: 'ADULT_CARE_SERVICES',
  BENEFITS_AND_TAX: 'BENEFITS_AND_TAX',
  CORPORATE_AND_OTHER_SERVICES: 'CORPORATE_AND_OTHER_SERVICES',
  EDUCATION_AND_CHILDRENS_SERVICES: 'EDUCATION_AND_CHILDRENS_SERVICES',
  ENVIRONMENTAL_SERVICES: 'ENVIRONMENTAL_SERVICES',
  HIGHWAYS_AND_TRANSPORT: 'HIGHWAYS_AND_TRANSPORT',
  HOUSING: 'HOUSING',
  PLANNING_AND_DEVELOPMENT: 'PLANNING_AND_DEVELOPMENT',
  OTHER: 'OTHER',
} as const;
export type Subject = (typeof Subject)[keyof typeof Subject];

/** The nine subjects in the order in which letters and tables show them. */
export const subjects: readonly Subject[] = Object.values(Subject);

registerEnumType(Subject, {
  name: 'Subject',
  description: 'The nine subjects under which complaints are counted in letters.',
  valuesConfig: {
    ADULT_CARE_SERVICES: { description: 'Adult care services.' },
    BENEFITS_AND_TAX: { description: 'Benefits and tax.' },
    CORPORATE_AND_OTHER_SERVICES: { description: 'Corporate and other services.' },
    EDUCATION_AND_CHILDRENS_SERVICES: { description: 'Education and children’s services.' },
    ENVIRONMENTAL_SERVICES: {
      description: 'Environmental services, public protection and regulation.',
    },
    HIGHWAYS_AND_TRANSPORT: { description: 'Highways and transport.' },
    HOUSING: { description: 'Housing.' },
    PLANNING_AND_DEVELOPMENT: { description: 'Planning and development.' },
    OTHER: { description: 'Anything else.' },
  },
});
