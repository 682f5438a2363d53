import { registerEnumType } from 'type-graphql';

export const Outcome = {
  INVALID_OR_INCOMPLETE: 'INVALID_OR_INCOMPLETE',
  ADVICE_GIVEN: 'ADVICE_GIVEN',
  REFERRED_BACK: 'REFERRED_BACK',
  CLOSED_AFTER_INITIAL_ENQUIRIES: 'CLOSED_AFTER_INITIAL_ENQUIRIES',
  NOT_UPHELD: 'NOT_UPHELD',
  UPHELD: 'UPHELD',
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** The six outcomes in the order in which letters and tables show them. */
export const outcomes: readonly Outcome[] = Object.values(Outcome);

registerEnumType(Outcome, {
  name: 'Outcome',
  description:
    'How a complaint was decided. The last two are the detailed investigations, of which the uphold rate is made.',
  valuesConfig: {
    INVALID_OR_INCOMPLETE: { description: 'Not enough was given to look into it.' },
    ADVICE_GIVEN: { description: 'The complainant was advised where to turn.' },
    REFERRED_BACK: { description: 'The council was to answer the complaint first.' },
    CLOSED_AFTER_INITIAL_ENQUIRIES: { description: 'Looked at, and not taken further.' },
    NOT_UPHELD: { description: 'Investigated; no fault found.' },
    UPHELD: { description: 'Investigated; fault found, or put right by the council before.' },
  },
});
