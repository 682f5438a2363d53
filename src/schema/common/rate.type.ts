import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from './cache-hint.ts';

@Directive('@shareable')
@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description:
    'A rate with its working: never a bare percentage. `percent` is numerator ÷ denominator, divided once and rounded half up to a whole percentage.',
  simpleResolvers: true,
})
export class Rate {
  @Field(() => Int, {
    nullable: true,
    description: 'What was counted. Null where the source did not print it.',
  })
  numerator!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Out of how many. Null where the source did not print it.',
  })
  denominator!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Whole percentage, 0 to 100, half rounded up (49 of 56 is 88). Null where there is no denominator to divide by, or nothing is known; 0 is a real 0%.',
  })
  percent!: number | null;
}
