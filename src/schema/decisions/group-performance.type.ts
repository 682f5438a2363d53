import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import { CouncilType } from '../common/council-type.enum.ts';
import { FigureSource } from '../common/figure-source.enum.ts';
import { Rate } from '../common/rate.type.ts';
import { OutcomeCount, SubjectCount } from './counts.type.ts';

/** Some councils together in one year. Compliance is filled in by the recommendations subgraph. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description:
    'Councils of a type, of a region, or both, together in one year ending 31 March: sums of their counts, and rates pooled, sum over sum. From casework as it is today, never frozen.',
  simpleResolvers: true,
})
export class GroupPerformance {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => Int, { description: 'The year ending 31 March.' })
  yearEnding!: number;

  @Field(() => CouncilType, {
    nullable: true,
    description: 'The type that councils had when cases came in. Null: all types.',
  })
  councilType!: CouncilType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The region they lie in. Null: all of England.',
  })
  region!: string | null;

  @Field(() => Int, { description: 'How many councils there were in the year.' })
  councils!: number;

  @Field(() => Int, { description: 'Complaints received in the year.' })
  received!: number;

  @Field(() => Int, { description: 'Complaints decided in the year.' })
  decided!: number;

  @Field(() => Int, { description: 'Detailed investigations decided: upheld and not upheld.' })
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
    description:
      'Upheld for every 100,000 people, one decimal. Where types are put together counties are left out of the population, for their people live in districts.',
  })
  upheldPer100k!: number | null;

  @Field(() => FigureSource, { description: 'Worked out from casework.' })
  source!: FigureSource;

  @Field(() => Boolean, { description: 'Whether the figures come from made-up sample data.' })
  sample!: boolean;
}
