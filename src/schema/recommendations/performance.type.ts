import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';

/** A council's figures of a year as the recommendations subgraph knows them: by their key alone. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType('CouncilPerformance', { simpleResolvers: true })
export class RecommendationsCouncilPerformance {
  @Field(() => ID)
  id!: string;
}

/** An average as the recommendations subgraph knows it: by its key alone. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType('SimilarAverage', { simpleResolvers: true })
export class RecommendationsSimilarAverage {
  @Field(() => ID)
  id!: string;
}

/** England in a year as the recommendations subgraph knows it: by its key alone. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType('NationalPerformance', { simpleResolvers: true })
export class RecommendationsNationalPerformance {
  @Field(() => ID)
  id!: string;
}

/** Councils together as the recommendations subgraph knows them: by their key alone. */
@Directive('@key(fields: "id")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType('GroupPerformance', { simpleResolvers: true })
export class RecommendationsGroupPerformance {
  @Field(() => ID)
  id!: string;
}
