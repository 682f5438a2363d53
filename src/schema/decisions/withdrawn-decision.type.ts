import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'A decision that was taken out, with everything that belonged to it.',
  simpleResolvers: true,
})
export class WithdrawnDecision {
  @Field(() => ID, { description: 'The reference it had: `19 007 429`.' })
  reference!: string;

  @Field(() => Int, { description: 'How many recommendations were taken out with it.' })
  recommendations!: number;
}
