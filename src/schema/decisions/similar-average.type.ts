import { Directive, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import { CouncilType } from '../common/council-type.enum.ts';
import { FigureSource } from '../common/figure-source.enum.ts';
import { Rate } from '../common/rate.type.ts';

/** The average of one council type in one year. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description:
    'The average of one council type in one year: pooled, that is, the sum over all its councils divided by the sum, by the type that each had when its cases were decided. A printed average has percentages only.',
  simpleResolvers: true,
})
export class SimilarAverage {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => CouncilType, { description: 'The type averaged.' })
  councilType!: CouncilType;

  @Field(() => Int, { description: 'The year ending 31 March.' })
  yearEnding!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many councils are pooled. Null for a printed average.',
  })
  councils!: number | null;

  @Field(() => Rate, { description: 'Upheld out of investigated (upheld and not upheld).' })
  upheld!: Rate;

  @Field(() => Rate, {
    description:
      'Upheld complaints that the council had already offered to put right, out of upheld.',
  })
  satisfactoryRemedies!: Rate;

  @Field(() => Float, {
    nullable: true,
    description: 'Upheld for every 100,000 people, one decimal.',
  })
  upheldPer100k!: number | null;

  @Field(() => FigureSource, { description: 'Printed, or worked out from casework.' })
  source!: FigureSource;
}
