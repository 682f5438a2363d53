import { Field, ID, InputType, Int } from 'type-graphql';
import { RenderState } from './render-state.enum.ts';

@InputType({ description: 'Which letters. Conditions add up: a letter must fit all of them.' })
export class LetterFilter {
  @Field(() => [ID], { nullable: true, description: 'Only councils with these ONS codes.' })
  councils?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Only of this year ending 31 March.' })
  yearEnding?: number | null;

  @Field(() => String, { nullable: true, description: 'Only of this report: `annual-letter`.' })
  report?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only of this run.' })
  run?: string | null;

  @Field(() => RenderState, {
    nullable: true,
    description: 'Only letters whose words are kept, that failed, and so on.',
  })
  renderState?: RenderState | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: also letters in whose place a later one is public. False if left out.',
  })
  superseded?: boolean | null;
}
