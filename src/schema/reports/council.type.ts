import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A council as the reports subgraph knows it: by its key alone. */
@Directive('@key(fields: "code")')
@ObjectType('Council', { simpleResolvers: true })
export class ReportsCouncil {
  @Field(() => ID)
  code!: string;

  constructor(code: string) {
    this.code = code;
  }
}
