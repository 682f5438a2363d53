import { registerEnumType } from 'type-graphql';

export const CorrectionKind = { CORRECTED: 'CORRECTED', WITHDRAWN: 'WITHDRAWN' } as const;
export type CorrectionKind = (typeof CorrectionKind)[keyof typeof CorrectionKind];

registerEnumType(CorrectionKind, {
  name: 'CorrectionKind',
  description: 'What was done to a record.',
  valuesConfig: {
    CORRECTED: { description: 'It says something else since.' },
    WITHDRAWN: { description: 'It was taken out, and counts in no figure since.' },
  },
});
