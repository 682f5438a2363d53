import { registerEnumType } from 'type-graphql';

/** What a person says of a message in doubt. */
export const DeliveryVerdict = {
  SENT: 'SENT',
  AGAIN: 'AGAIN',
} as const;
export type DeliveryVerdict = (typeof DeliveryVerdict)[keyof typeof DeliveryVerdict];

registerEnumType(DeliveryVerdict, {
  name: 'DeliveryVerdict',
  description: 'What a person says of a message that is in doubt or was refused.',
  valuesConfig: {
    SENT: { description: 'The officer has it.' },
    AGAIN: { description: 'The officer does not have it: it is to be sent again.' },
  },
});
