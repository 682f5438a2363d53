import { registerEnumType } from 'type-graphql';

export const TrainingAudience = { COUNCIL: 'COUNCIL', CARE_PROVIDER: 'CARE_PROVIDER' } as const;
export type TrainingAudience = (typeof TrainingAudience)[keyof typeof TrainingAudience];

registerEnumType(TrainingAudience, {
  name: 'TrainingAudience',
  description: 'For whom a course is.',
  valuesConfig: {
    COUNCIL: { description: 'Staff of councils who handle complaints.' },
    CARE_PROVIDER: { description: 'Staff of adult care providers.' },
  },
});
