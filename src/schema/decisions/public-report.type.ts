import { Field, ID, ObjectType } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../common/cache-hint.ts';
import { DateScalar } from '../scalars/date.scalar.ts';
import type { Decision } from './decision.entity.ts';

/** A decision made public in the public interest. */
@CacheHint({ maxAge: caseworkMaxAge })
@ObjectType({
  description: 'A report issued in the public interest about one decision.',
  simpleResolvers: true,
})
export class PublicReport {
  @Field(() => ID, { description: 'Reference of the decision.' })
  reference!: string;

  @Field(() => DateScalar, { description: 'Day of the decision that it reports.' })
  publishedOn!: string;

  @Field(() => String, { nullable: true, description: 'Where to read it, if it is on the web.' })
  url!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about, plain text.' })
  summary!: string | null;

  /** The decision it reports. */
  row!: Decision;
}
