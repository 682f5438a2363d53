import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from './cache-hint.ts';

@Directive('@shareable')
@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description:
    'Where a council stands among councils of its type in one year by one rate. Rates are compared exactly, as fractions and not as rounded percentages; councils without a denominator do not take part.',
  simpleResolvers: true,
})
export class Standing {
  @Field(() => Int, {
    description:
      'Place, from 1: one more than the councils that come before it. Councils with the same rate share a rank.',
  })
  rank!: number;

  @Field(() => Int, { description: 'Out of how many councils.' })
  of!: number;

  @Field(() => Int, {
    description: 'How many councils share the rank, itself among them: 1 alone.',
  })
  tied!: number;

  @Field(() => Int, {
    description:
      'Quarter of the order in which the rank lies, 1 to 4: (rank − 1) × 4 ÷ councils, rounded down, plus 1.',
  })
  quartile!: number;
}
