import { Field, Int, ObjectType } from 'type-graphql';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';

@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description: 'A year that cannot simply be set beside others.',
  simpleResolvers: true,
})
export class BreakYear {
  @Field(() => Int, { description: 'The year ending 31 March, for example 2021.' })
  yearEnding!: number;

  @Field(() => String, { description: 'Why, in a sentence or two to print beside figures.' })
  note!: string;
}
