import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';
import { RecommendationKind } from './recommendation-kind.enum.ts';

@CacheHint({ inheritMaxAge: true })
@ObjectType({ description: 'Recommendations of one kind.', simpleResolvers: true })
export class RecommendationKindCount {
  @Field(() => RecommendationKind, { description: 'For one person, or for the service.' })
  kind!: RecommendationKind;

  @Field(() => Int, { description: 'All of them: the sum of the four that follow.' })
  total!: number;

  @Field(() => Int, { description: 'Done by the due date.' })
  onTime!: number;

  @Field(() => Int, { description: 'Done after the due date.' })
  late!: number;

  @Field(() => Int, { description: 'Not done.' })
  notComplied!: number;

  @Field(() => Int, { description: 'Not settled yet.' })
  open!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description: 'Service improvements of one theme.',
  simpleResolvers: true,
})
export class ImprovementTheme {
  @Field(() => String, {
    description:
      'The theme: the `remedy` of the service improvements, written exactly: `Staff training`.',
  })
  theme!: string;

  @Field(() => Int, { description: 'How many service improvements have this remedy.' })
  count!: number;

  @Field(() => Int, { description: 'How many of them were done after the due date.' })
  late!: number;
}

@CacheHint({ inheritMaxAge: true })
@ObjectType({
  description:
    'Recommendations of a year. Each counts in one year: that in which it was settled or, while it is not, that in which it falls due. Always by the casework of today, never frozen.',
  simpleResolvers: true,
})
export class RecommendationCounts {
  @Field(() => [RecommendationKindCount], {
    description: 'Both kinds, personal remedies first.',
  })
  @Directive('@listSize(assumedSize: 2)')
  byKind!: RecommendationKindCount[];

  @Field(() => [ImprovementTheme], {
    description:
      'Every theme of the service improvements, the most frequent first, equals in order of name.',
  })
  @Directive('@listSize(assumedSize: 20)')
  themes!: ImprovementTheme[];
}
