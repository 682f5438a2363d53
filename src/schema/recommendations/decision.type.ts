import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';

/** A decision as the recommendations subgraph knows it: by its key alone. */
@Directive('@key(fields: "reference")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType('Decision', { simpleResolvers: true })
export class RecommendationsDecision {
  @Field(() => ID)
  reference!: string;

  constructor(reference: string) {
    this.reference = reference;
  }
}
