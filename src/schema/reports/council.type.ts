import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';

/** A council as the reports subgraph knows it: by its key alone. */
@Directive('@key(fields: "code")')
@CacheHint({ maxAge: 0 })
@ObjectType('Council', { simpleResolvers: true })
export class ReportsCouncil {
  @Field(() => ID)
  code!: string;

  constructor(code: string) {
    this.code = code;
  }
}
