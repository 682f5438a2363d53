import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import { Rate } from '../common/rate.type.ts';
import { CouncilPerformance } from './council-performance.type.ts';
import { OutcomeCount, SubjectCount } from './counts.type.ts';

/** Councils before another in one year, each and together. The councils subgraph says which they are. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description:
    'The councils from which another took over, in one year ending 31 March: the figures of each, and their sums where these can be told. They are never part of the other council’s own figures.',
  simpleResolvers: true,
})
export class PredecessorPerformance {
  @Field(() => ID, { description: 'Opaque.' })
  id!: string;

  @Field(() => Int, { description: 'The year ending 31 March.' })
  yearEnding!: number;

  @Field(() => [CouncilPerformance], {
    description:
      'The figures of each predecessor there was in the year, in order of code. A district and its county are both among them: they answered for different things.',
  })
  @Directive('@listSize(assumedSize: 10)')
  councils!: CouncilPerformance[];

  @Field(() => String, {
    nullable: true,
    description:
      'Why the figures are not added up, in words: one of them is not known, or some were printed and others are worked out. Null where they are; else every sum below is null.',
  })
  notAddedUp!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Sum of complaints received. Null where it is not known of all.',
  })
  received!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Sum of complaints decided. Null where it is not known of all.',
  })
  decided!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Sum of detailed investigations. Null where it is not known of all.',
  })
  investigated!: number | null;

  @Field(() => [OutcomeCount], {
    description: 'Sums by outcome, all six, in the order of letters.',
  })
  @Directive('@listSize(assumedSize: 6)')
  outcomes!: OutcomeCount[];

  @Field(() => [SubjectCount], {
    description: 'Sums by subject, all nine, in the order of letters.',
  })
  @Directive('@listSize(assumedSize: 10)')
  subjects!: SubjectCount[];

  @Field(() => Rate, {
    description: 'Uphold rate of all together: sum over sum, never the mean of percentages.',
  })
  upheld!: Rate;

  @Field(() => Rate, {
    description: 'Satisfactory remedy rate of all together: sum over sum, out of upheld.',
  })
  satisfactoryRemedies!: Rate;

  @Field(() => Boolean, { description: 'Whether any figure comes from made-up sample data.' })
  sample!: boolean;
}
