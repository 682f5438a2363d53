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
    description:
      'Words that the summary has, all of them, in any order, case, ending and with or without accents: `repairing roof` finds “Roofs were not repaired”. A phrase stands in quotes: `"no heating"`. A star takes a word by its beginning: `mould*`. No other sign says anything. At most 200 characters and 20 words; what has neither letter nor digit is as if left out.',
  })
  words?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Pieces of text that the summary holds just so, also within words, in any order and case. Reads every summary: to search, use `words`.',
  })
  text?: string | null;
}
