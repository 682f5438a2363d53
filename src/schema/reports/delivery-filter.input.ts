import { Field, ID, InputType } from 'type-graphql';
import { DeliveryState } from './delivery-state.enum.ts';

@InputType({ description: 'Which messages. Conditions add up: a message must fit all of them.' })
export class DeliveryFilter {
  @Field(() => ID, { nullable: true, description: 'Only of letters of this run.' })
  run?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of this letter.' })
  letter?: string | null;

  @Field(() => [DeliveryState], { nullable: true, description: 'Only in one of these states.' })
  states?: DeliveryState[] | null;
}
