import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';
import { Seminar } from './seminar.entity.ts';
import { TrainingAudience } from './training-audience.enum.ts';

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Courses for one audience in a year.', simpleResolvers: true })
export class TrainingCount {
  @Field(() => TrainingAudience, { description: 'For whom.' })
  audience!: TrainingAudience;

  @Field(() => Int, { description: 'Courses held.' })
  courses!: number;

  @Field(() => Int, { description: 'People trained.' })
  people!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Courses for one sector in a year.', simpleResolvers: true })
export class TrainingSectorCount {
  @Field(() => String, { description: 'The sector, for example `Adult social care`.' })
  sector!: string;

  @Field(() => Int, { description: 'Courses held.' })
  courses!: number;

  @Field(() => Int, { description: 'People trained.' })
  people!: number;
}

/** All training of one year. */
@Directive('@key(fields: "yearEnding")')
@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description: 'All training given in one year ending 31 March.',
  simpleResolvers: true,
})
export class TrainingYear {
  @Field(() => Int, { description: 'The year ending 31 March.' })
  yearEnding!: number;

  @Field(() => Int, { description: 'Courses held: each day on which one was held counts.' })
  courses!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Courses more (or, negative, fewer) than the year before. Null where that is unknown.',
  })
  change!: number | null;

  @Field(() => Int, { description: 'People trained in courses.' })
  people!: number;

  @Field(() => [TrainingCount], { description: 'Courses by audience.' })
  @Directive('@listSize(assumedSize: 20)')
  byAudience!: TrainingCount[];

  @Field(() => [TrainingSectorCount], { description: 'Courses by sector, most first.' })
  @Directive('@listSize(assumedSize: 20)')
  bySector!: TrainingSectorCount[];

  @Field(() => Boolean, {
    description:
      'Whether more courses for care providers were held than in any earlier year on record.',
  })
  careProviderRecord!: boolean;

  @Field(() => [Seminar], { description: 'Seminars of the year, earliest first.' })
  @Directive('@listSize(assumedSize: 20)')
  seminars!: Seminar[];

  @Field(() => Int, { description: 'Delegates at all seminars together.' })
  seminarDelegates!: number;

  @Field(() => Boolean, { description: 'Whether this is made-up sample data.' })
  sample!: boolean;
}
