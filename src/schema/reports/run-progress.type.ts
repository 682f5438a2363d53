import { Directive, Field, Float, Int, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';
import { RunState } from './run-state.enum.ts';

@Directive('@requiresScopes(scopes: [["letters:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description: 'How far a run is. Needs the scope `letters:read`.',
  simpleResolvers: true,
})
export class RunProgress {
  @Field(() => RunState, { description: 'How far the run as a whole has come.' })
  state!: RunState;

  @Field(() => Int, {
    nullable: true,
    description: 'Letters of the run. Null until its councils are looked up.',
  })
  total!: number | null;

  @Field(() => Int, { description: 'Letters that are rendered and kept.' })
  rendered!: number;

  @Field(() => Int, { description: 'Letters that could not be rendered.' })
  failed!: number;

  @Field(() => Int, { description: 'Letters that are yet to be rendered.' })
  pending!: number;

  @Field(() => Int, { description: 'Messages that were sent.' })
  sent!: number;

  @Field(() => Int, { description: 'Messages that are yet to be sent.' })
  toSend!: number;

  @Field(() => Int, { description: 'Messages that could not be sent.' })
  sendingFailed!: number;

  @Field(() => Int, {
    description:
      'Messages of which it is not known whether they were sent: for a person to settle.',
  })
  inDoubt!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Letters rendered, or messages sent once all are rendered, a second, since this was first asked. Null while nothing was done.',
  })
  perSecond!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds until all is done at this rate. Null while that cannot be told.',
  })
  secondsLeft!: number | null;
}
