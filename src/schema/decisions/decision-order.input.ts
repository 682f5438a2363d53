import { Field, InputType, registerEnumType } from 'type-graphql';
import { OrderDirection } from '../common/order-direction.enum.ts';

export const DecisionOrderField = {
  DECIDED_ON: 'DECIDED_ON',
  RECEIVED_ON: 'RECEIVED_ON',
  REFERENCE: 'REFERENCE',
} as const;
export type DecisionOrderField = (typeof DecisionOrderField)[keyof typeof DecisionOrderField];

registerEnumType(DecisionOrderField, {
  name: 'DecisionOrderField',
  description: 'By what decisions are ordered. Equal ones follow by reference.',
  valuesConfig: {
    DECIDED_ON: { description: 'Day of the decision. Open cases come last.' },
    RECEIVED_ON: { description: 'Day on which the complaint came in.' },
    REFERENCE: { description: 'Reference.' },
  },
});

@InputType({ description: 'The order of a list of decisions.' })
export class DecisionOrder {
  @Field(() => DecisionOrderField, { description: 'By what.' })
  field!: DecisionOrderField;

  @Field(() => OrderDirection, {
    defaultValue: OrderDirection.DESC,
    description: 'Which end first.',
  })
  direction!: OrderDirection;
}
