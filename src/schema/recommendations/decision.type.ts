import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A decision as the recommendations subgraph knows it: by its key alone. */
@Directive('@key(fields: "reference")')
@ObjectType('Decision', { simpleResolvers: true })
export class RecommendationsDecision {
  @Field(() => ID)
  reference!: string;

  constructor(reference: string) {
    this.reference = reference;
  }
}
