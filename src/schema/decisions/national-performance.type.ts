import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import { FigureSource } from '../common/figure-source.enum.ts';
import { Rate } from '../common/rate.type.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import type { CategoryCount } from './category-count.type.ts';
import { OutcomeCount, SubjectCount } from './counts.type.ts';
import { SimilarAverage } from './similar-average.type.ts';

/** England in one year. Compliance is filled in by the recommendations subgraph. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "yearEnding")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description: 'All councils of England together in one year ending 31 March.',
  simpleResolvers: true,
})
export class NationalPerformance {
  @Field(() => ID, {
    description: 'The year: `2020`; `2020-live` for live figures beside frozen ones.',
  })
  id!: string;

  @Field(() => Int, { description: 'The year ending 31 March.' })
  yearEnding!: number;

  @Field(() => Int, { description: 'How many councils are counted.' })
  councils!: number;

  @Field(() => Int, { description: 'Complaints received in the year.' })
  received!: number;

  @Field(() => Int, { description: 'Complaints decided in the year.' })
  decided!: number;

  @Field(() => Int, { description: 'Detailed investigations decided in the year.' })
  investigated!: number;

  @Field(() => [OutcomeCount], { description: 'All six outcomes, in the order of letters.' })
  @Directive('@listSize(assumedSize: 6)')
  outcomes!: OutcomeCount[];

  @Field(() => [SubjectCount], { description: 'All nine subjects, in the order of letters.' })
  @Directive('@listSize(assumedSize: 10)')
  subjects!: SubjectCount[];

  @Field(() => Rate, { description: 'Uphold rate: upheld out of investigated.' })
  upheld!: Rate;

  @Field(() => Rate, { description: 'Satisfactory remedy rate, out of upheld.' })
  satisfactoryRemedies!: Rate;

  @Field(() => Float, {
    nullable: true,
    description: 'Upheld for every 100,000 people, one decimal.',
  })
  upheldPer100k!: number | null;

  @Field(() => [SimilarAverage], { description: 'The same for each council type.' })
  @Directive('@listSize(assumedSize: 5)')
  byType!: SimilarAverage[];

  @Field(() => FigureSource, { description: 'Worked out from casework.' })
  source!: FigureSource;

  @Field(() => Boolean, { description: 'Whether the figures come from made-up sample data.' })
  sample!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When these figures were frozen. Null for live figures.',
  })
  frozenAt!: string | null;

  /** Counts by category as they were frozen. */
  frozenCategories!: CategoryCount[] | null;
}
