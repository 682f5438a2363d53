import { registerEnumType } from 'type-graphql';

export const LetterState = {
  DRAFT: 'DRAFT',
  APPROVED: 'APPROVED',
  ISSUED: 'ISSUED',
  PUBLISHED: 'PUBLISHED',
} as const;
export type LetterState = (typeof LetterState)[keyof typeof LetterState];

registerEnumType(LetterState, {
  name: 'LetterState',
  description: 'How far a letter has come.',
  valuesConfig: {
    DRAFT: { description: 'Made, not yet approved.' },
    APPROVED: { description: 'Approved to be sent.' },
    ISSUED: { description: 'Sent to the council, under embargo.' },
    PUBLISHED: { description: 'Public.' },
  },
});
