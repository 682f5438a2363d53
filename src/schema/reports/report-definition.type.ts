import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CacheHint, figuresMaxAge } from '../common/cache-hint.ts';
import { JsonScalar } from '../scalars/json.scalar.ts';

/** A kind of letter or summary that can be rendered. */
@Directive('@key(fields: "name")')
@CacheHint({ maxAge: figuresMaxAge })
@ObjectType({
  description: 'A kind of letter or summary that can be rendered.',
  simpleResolvers: true,
})
export class ReportDefinition {
  @Field(() => ID, { description: 'Name in addresses and commands, for example `annual-letter`.' })
  name!: string;

  @Field(() => String, { description: 'Title for people.' })
  title!: string;

  @Field(() => String, { description: 'What it says, and for whom.' })
  description!: string;

  @Field(() => Int, { description: 'Version of the report contract that it was written for.' })
  apiVersion!: number;

  @Field(() => JsonScalar, { description: 'JSON Schema of its parameters.' })
  parameters!: unknown;
}
