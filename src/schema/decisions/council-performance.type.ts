import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import type { CouncilType } from '../common/council-type.enum.ts';
import { FigureSource } from '../common/figure-source.enum.ts';
import { Rate } from '../common/rate.type.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import type { CategoryCount } from './category-count.type.ts';
import type { CouncilStanding } from './council-standing.type.ts';
import { OutcomeCount, SubjectCount } from './counts.type.ts';

/** One council's figures of one year. Compliance is filled in by the recommendations subgraph. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description:
    'One council’s figures of one year ending 31 March. Received counts by the day of receipt, everything else by the day of decision.',
  simpleResolvers: true,
})
export class CouncilPerformance {
  @Field(() => ID, {
    description:
      'The council’s code and the year: `E07000107-2020`; `E07000107-2020-live` for live figures beside frozen ones.',
  })
  id!: string;

  councilCode!: string;

  /** Whom the council is averaged with. Null when nothing is known of it. */
  councilType!: CouncilType | null;

  @Field(() => Int, { description: 'The year ending 31 March: 2020 is April 2019 to March 2020.' })
  yearEnding!: number;

  @Field(() => Int, { nullable: true, description: 'Complaints received in the year.' })
  received!: number | null;

  @Field(() => Int, { nullable: true, description: 'Complaints decided in the year.' })
  decided!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Detailed investigations decided in the year: upheld and not upheld.',
  })
  investigated!: number | null;

  @Field(() => [OutcomeCount], { description: 'All six outcomes, in the order of letters.' })
  @Directive('@listSize(assumedSize: 6)')
  outcomes!: OutcomeCount[];

  @Field(() => [SubjectCount], { description: 'All nine subjects, in the order of letters.' })
  @Directive('@listSize(assumedSize: 10)')
  subjects!: SubjectCount[];

  @Field(() => Rate, { description: 'Uphold rate: upheld out of investigated.' })
  upheld!: Rate;

  @Field(() => Rate, {
    description:
      'Satisfactory remedy rate: upheld complaints that the council had already offered to put right, out of upheld.',
  })
  satisfactoryRemedies!: Rate;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When these figures were frozen, as those of its letter. Null for live figures, which follow the casework.',
  })
  frozenAt!: string | null;

  /** What of frozen figures is worked out for live ones only when it is asked for. */
  frozen!: { standing: CouncilStanding | null; categories: CategoryCount[] | null } | null;

  /** Upheld for every 100,000 people where that was printed or frozen; casework is divided only when asked for. */
  printedUpheldPer100k!: number | null;

  @Field(() => FigureSource, { description: 'Printed, or worked out from casework.' })
  source!: FigureSource;

  @Field(() => Boolean, { description: 'Whether the figures come from made-up sample data.' })
  sample!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Where printed figures were printed. Null for figures from casework.',
  })
  sourceNote!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why this year cannot simply be set beside others (2021 and 2023). Null for all other years.',
  })
  breakNote!: string | null;
}
