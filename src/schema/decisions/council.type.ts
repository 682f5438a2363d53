import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';

/** A council as the decisions subgraph knows it: by its key alone. */
@Directive('@key(fields: "code")')
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType('Council', { simpleResolvers: true })
export class DecisionsCouncil {
  @Field(() => ID)
  code!: string;

  constructor(code: string) {
    this.code = code;
  }
}
