import { Directive, Field, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';

@Directive('@requiresScopes(scopes: [["letters:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'One thing that is another today than when a letter was rendered. Needs the scope `letters:read`.',
  simpleResolvers: true,
})
export class LetterDifference {
  @Field(() => String, {
    description:
      'Which: where in the report’s data, `council.officers.0.name`, or a figure that is frozen, `figures.upheld.percent`.',
  })
  path!: string;

  @Field(() => String, { description: 'What the letter was made from, as JSON.' })
  before!: string;

  @Field(() => String, { description: 'What it is today, as JSON.' })
  now!: string;
}
