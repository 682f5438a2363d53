import { registerEnumType } from 'type-graphql';

export const Compliance = {
  ON_TIME: 'ON_TIME',
  LATE: 'LATE',
  NOT_COMPLIED: 'NOT_COMPLIED',
} as const;
export type Compliance = (typeof Compliance)[keyof typeof Compliance];

registerEnumType(Compliance, {
  name: 'Compliance',
  description: 'Whether a council did what it had agreed to do.',
  valuesConfig: {
    ON_TIME: { description: 'Done by the due date.' },
    LATE: { description: 'Done after the due date. Counts as complied.' },
    NOT_COMPLIED: { description: 'Not done.' },
  },
});
