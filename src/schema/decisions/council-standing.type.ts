import { Field, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';
import { Standing } from '../common/standing.type.ts';

@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description:
    'Where a council stands by each rate among councils of the type that it had when its cases came in, by the casework of that type alone.',
  simpleResolvers: true,
})
export class CouncilStanding {
  @Field(() => Standing, {
    nullable: true,
    description: 'By uphold rate, the lowest first. Null without an investigation.',
  })
  upheld!: Standing | null;

  @Field(() => Standing, {
    nullable: true,
    description: 'By satisfactory remedy rate, the highest first. Null where nothing was upheld.',
  })
  satisfactoryRemedies!: Standing | null;

  @Field(() => Standing, {
    nullable: true,
    description:
      'By upheld complaints for every 100,000 people, the lowest first; councils without a case count with 0. Null where the population is unknown.',
  })
  upheldPer100k!: Standing | null;
}
