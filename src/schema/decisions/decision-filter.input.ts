import { Field, ID, InputType, Int } from 'type-graphql';
import { Subject } from '../common/subject.enum.ts';
import { DateScalar } from '../scalars/date.scalar.ts';
import { Outcome } from './outcome.enum.ts';

@InputType({ description: 'Which decisions. Conditions add up: a decision must fit all of them.' })
export class DecisionFilter {
  @Field(() => [ID], { nullable: true, description: 'Only councils with these ONS codes.' })
  councils?: string[] | null;

  @Field(() => [Subject], { nullable: true, description: 'Only these subjects.' })
  subjects?: Subject[] | null;

  @Field(() => [String], { nullable: true, description: 'Only these categories, written exactly.' })
  categories?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only these subcategories, written exactly.',
  })
  subcategories?: string[] | null;

  @Field(() => [Outcome], { nullable: true, description: 'Only these outcomes.' })
  outcomes?: Outcome[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Received on this day or later.' })
  receivedFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Received on this day or earlier.' })
  receivedTo?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Decided on this day or later.' })
  decidedFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Decided on this day or earlier.' })
  decidedTo?: string | null;

  @Field(() => Int, { nullable: true, description: 'Decided in this year ending 31 March.' })
  yearEnding?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: only those with a report in the public interest. False: only those without.',
  })
  publicReport?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that the summary holds, in any order and case.',
  })
  text?: string | null;
}
