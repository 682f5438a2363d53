import { GraphQLError } from 'graphql';
import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { z } from 'zod';
import { CacheHint } from '../../schema/common/cache-hint.ts';
import type { Connection } from '../../schema/common/connection.type.ts';
import { Delivery } from '../../schema/reports/delivery.entity.ts';
import { DeliveryChange } from '../../schema/reports/delivery-change.type.ts';
import { DeliveryConnection } from '../../schema/reports/delivery-connection.type.ts';
import { DeliveryFilter } from '../../schema/reports/delivery-filter.input.ts';
import { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import { DeliveryVerdict } from '../../schema/reports/delivery-verdict.enum.ts';
import { inputError } from '../common/input-error.ts';
import {
  createConnection,
  defaultPageSize,
  formatCursor,
  parsePage,
} from '../common/pagination.ts';
import type { OperationContext } from '../operation-context.ts';
import { askDesk } from './ask-desk.ts';
import { countDeliveries, findDeliveries } from './delivery.repository.ts';

const order = 'deliveries';

const change = z.object({
  at: z.string(),
  state: z.enum(DeliveryState),
  by: z.string(),
  why: z.string().nullable().default(null),
});

@Resolver(() => Delivery)
export class DeliveryResolver {
  @Query(() => DeliveryConnection, {
    nullable: true,
    description:
      'Messages that take letters to officers, the oldest first; those in doubt by `filter: { states: [IN_DOUBT] }`. Needs the scope `letters:read`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:read"]])')
  @CacheHint({ maxAge: 0, scope: 'PRIVATE' })
  async deliveries(
    @Ctx() context: OperationContext,
    @Arg('filter', () => DeliveryFilter, { nullable: true, description: 'Which messages.' })
    filter: DeliveryFilter | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: defaultPageSize,
      description: 'Items on the page, 1 to 100.',
    })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor after which the page begins.',
    })
    after?: string | null,
  ): Promise<Connection<Delivery>> {
    const database = context.databases.reports;
    const page = parsePage({ first, after }, order);
    return createConnection(
      await findDeliveries(database, filter ?? {}, page),
      page,
      ({ createdAt, id }) => formatCursor([createdAt, id], order),
      () => countDeliveries(database, filter ?? {}),
    );
  }

  @Mutation(() => Delivery, {
    nullable: true,
    description:
      'Settles a message by a person’s word: one in doubt was sent, or one in doubt, refused or cancelled is to be sent again. Needs the scope `letters:publish`.',
  })
  @Directive('@requiresScopes(scopes: [["letters:publish"]])')
  async settleDelivery(
    @Ctx() context: OperationContext,
    @Arg('id', () => ID, { description: 'The message’s identifier.' }) id: string,
    @Arg('verdict', () => DeliveryVerdict, { description: 'What became of it.' })
    verdict: DeliveryVerdict,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'How you know, for the record: up to 2,000 characters.',
    })
    reason?: string | null,
  ): Promise<Delivery> {
    if (reason != null && reason.length > 2000) {
      throw inputError('reason', 'up to 2,000 characters', reason);
    }
    const by = context.callerId ?? 'nobody';
    const settled = await askDesk(context, (desk) =>
      desk.settleDelivery({ id, verdict, by, reason: reason ?? null }),
    );
    if (settled === null) throw inputError('id', 'the identifier of a message', id);
    if (settled.isSettled) return settled.delivery;
    throw new GraphQLError(
      `Expected a message that is in doubt${verdict === 'AGAIN' ? ', was refused or cancelled' : ''}, but ${id} is ${settled.delivery.state}. Look at it again: somebody else may have settled it.`,
      { extensions: { code: 'DELIVERY_NOT_OPEN' } },
    );
  }

  @FieldResolver(() => [DeliveryChange], {
    description: 'Every step of it, the first first: who did what, and when.',
  })
  @Directive('@listSize(assumedSize: 10)')
  history(@Root() { log }: Delivery): DeliveryChange[] {
    return log
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => change.parse(JSON.parse(line)));
  }
}
