import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { OrderDirection } from '../common/order-direction.enum.ts';

export const CouncilOrderField = {
  NAME: 'NAME',
  POPULATION: 'POPULATION',
  RECEIVED: 'RECEIVED',
  DECIDED: 'DECIDED',
  UPHELD: 'UPHELD',
  UPHOLD_RATE: 'UPHOLD_RATE',
  COMPLIANCE_RATE: 'COMPLIANCE_RATE',
  SATISFACTORY_REMEDY_RATE: 'SATISFACTORY_REMEDY_RATE',
  UPHELD_PER_100K: 'UPHELD_PER_100K',
} as const;
export type CouncilOrderField = (typeof CouncilOrderField)[keyof typeof CouncilOrderField];

registerEnumType(CouncilOrderField, {
  name: 'CouncilOrderField',
  description:
    'By what councils are ordered. Equal ones follow by code. Figures need `yearEnding`.',
  valuesConfig: {
    NAME: { description: 'Full name.' },
    POPULATION: { description: 'Population.' },
    RECEIVED: { description: 'Complaints received in the year.' },
    DECIDED: { description: 'Complaints decided in the year.' },
    UPHELD: { description: 'Investigations upheld in the year.' },
    UPHOLD_RATE: { description: 'Uphold rate of the year, unrounded.' },
    COMPLIANCE_RATE: { description: 'Compliance rate of the year, unrounded.' },
    SATISFACTORY_REMEDY_RATE: { description: 'Satisfactory remedy rate of the year, unrounded.' },
    UPHELD_PER_100K: { description: 'Upheld for every 100,000 people in the year.' },
  },
});

@InputType({ description: 'The order of a list of councils.' })
export class CouncilOrder {
  @Field(() => CouncilOrderField, { description: 'By what.' })
  field!: CouncilOrderField;

  @Field(() => OrderDirection, {
    defaultValue: OrderDirection.ASC,
    description: 'Which end first.',
  })
  direction!: OrderDirection;

  @Field(() => Int, {
    nullable: true,
    description: 'The year ending whose figures count. Required to order by a figure.',
  })
  yearEnding?: number | null;
}
