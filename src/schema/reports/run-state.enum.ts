import { registerEnumType } from 'type-graphql';

export const RunState = {
  DRAFT: 'DRAFT',
  APPROVED: 'APPROVED',
  ISSUED: 'ISSUED',
  PUBLISHED: 'PUBLISHED',
} as const;
export type RunState = (typeof RunState)[keyof typeof RunState];

registerEnumType(RunState, {
  name: 'RunState',
  description: 'How far a run has come.',
  valuesConfig: {
    DRAFT: { description: 'Its letters are being rendered, or wait to be approved.' },
    APPROVED: { description: 'Its letters may be sent.' },
    ISSUED: {
      description:
        'Its letters go to the councils, under embargo. A moment of publication may be set.',
    },
    PUBLISHED: { description: 'Its letters are public.' },
  },
});
