import { Field, ID, InputType, Int } from 'type-graphql';

@InputType({ description: 'Which letters. Conditions add up: a letter must fit all of them.' })
export class LetterFilter {
  @Field(() => [ID], { nullable: true, description: 'Only councils with these ONS codes.' })
  councils?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Only of this year ending 31 March.' })
  yearEnding?: number | null;

  @Field(() => String, { nullable: true, description: 'Only of this report: `annual-letter`.' })
  report?: string | null;
}
