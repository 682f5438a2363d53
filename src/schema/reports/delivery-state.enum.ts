import { registerEnumType } from 'type-graphql';

export const DeliveryState = {
  WAITING: 'WAITING',
  SENDING: 'SENDING',
  SENT: 'SENT',
  WRITTEN: 'WRITTEN',
  FAILED: 'FAILED',
  IN_DOUBT: 'IN_DOUBT',
  CANCELLED: 'CANCELLED',
} as const;
export type DeliveryState = (typeof DeliveryState)[keyof typeof DeliveryState];

registerEnumType(DeliveryState, {
  name: 'DeliveryState',
  description: 'How far the sending of a message has come.',
  valuesConfig: {
    WAITING: { description: 'To be sent, for the first time or again after it was put off.' },
    SENDING: { description: 'Going out now: its end is on its way to the mail server.' },
    SENT: { description: 'The mail server took it.' },
    WRITTEN: { description: 'Written to a file instead of sent: a dry run.' },
    FAILED: { description: 'Refused for good; the reply says by whom and why.' },
    IN_DOUBT: {
      description: 'It went out and no answer came: the mail server may have it or not.',
    },
    CANCELLED: { description: 'Not to be sent any more.' },
  },
});
