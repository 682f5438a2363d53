import { Directive, Field, ObjectType } from 'type-graphql';
import { CacheHint } from '../common/cache-hint.ts';

/** Someone a letter is sent to, as known when it was issued. */
@Directive('@requiresScopes(scopes: [["casework:read"]])')
@CacheHint({ maxAge: 0, scope: 'PRIVATE' })
@ObjectType({
  description:
    'Someone a letter is sent to, as known when it was issued. Personal data: needs the scope `casework:read`.',
  simpleResolvers: true,
})
export class DeliveryRecipient {
  @Field(() => String, { description: 'Full name.' })
  name!: string;

  @Field(() => String, { description: 'E-mail address.' })
  address!: string;
}
