import { registerEnumType } from 'type-graphql';

export const TransitionKind = {
  STARTED: 'STARTED',
  RENDERED: 'RENDERED',
  FAILED: 'FAILED',
  RENDER_AGAIN: 'RENDER_AGAIN',
  APPROVED: 'APPROVED',
  LEFT_OUT: 'LEFT_OUT',
  ISSUED: 'ISSUED',
  PUBLICATION_SET: 'PUBLICATION_SET',
  PUBLISHED: 'PUBLISHED',
  SUPERSEDED: 'SUPERSEDED',
} as const;
export type TransitionKind = (typeof TransitionKind)[keyof typeof TransitionKind];

registerEnumType(TransitionKind, {
  name: 'TransitionKind',
  description: 'What was done to a run or a letter.',
  valuesConfig: {
    STARTED: { description: 'The run was started; the letter was ordered.' },
    RENDERED: { description: 'The letter was rendered and kept.' },
    FAILED: { description: 'The letter, or the run as a whole, could not be made.' },
    RENDER_AGAIN: { description: 'The letter is to be rendered anew.' },
    APPROVED: { description: 'It may be sent.' },
    LEFT_OUT: { description: 'The letter had failed when its run was approved without it.' },
    ISSUED: { description: 'It was given to be sent to the council, under embargo.' },
    PUBLICATION_SET: { description: 'A moment of publication was set, or another one.' },
    PUBLISHED: { description: 'It became public.' },
    SUPERSEDED: { description: 'A later letter to the same council took its place.' },
  },
});
