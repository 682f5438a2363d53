import { Field, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';
import { DateTimeScalar } from '../scalars/date-time.scalar.ts';
import { DeliveryState } from './delivery-state.enum.ts';

/** One step of a message on its way. */
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({ description: 'One step of a message on its way.', simpleResolvers: true })
export class DeliveryChange {
  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;

  @Field(() => DeliveryState, { description: 'What state it came to.' })
  state!: DeliveryState;

  @Field(() => String, { description: 'By whom: a worker, the archive, or a person.' })
  by!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The mail server’s words, or a reason. Null where nothing was said.',
  })
  why!: string | null;
}
