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
import type { Connection } from '../../schema/common/connection.type.ts';
import { Correction } from '../../schema/common/correction.type.ts';
import { CorrectionConnection } from '../../schema/decisions/correction-connection.type.ts';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import { WithdrawnDecision } from '../../schema/decisions/withdrawn-decision.type.ts';
import { DateTimeScalar } from '../../schema/scalars/date-time.scalar.ts';
import { correctionOf } from '../common/correction.ts';
import { inputError } from '../common/input-error.ts';
import {
  createConnection,
  defaultPageSize,
  formatCursor,
  parsePage,
} from '../common/pagination.ts';
import type { OperationContext } from '../operation-context.ts';
import type { CaseworkDesk } from './casework-desk.ts';
import {
  type CorrectionChoice,
  correctionKey,
  countCorrections,
  findCorrections,
} from './correction.repository.ts';
import { correctionsByDecision } from './decision.loader.ts';
import { parseReference } from './reference.ts';

const order = 'corrections';
const reasonLength = 2000;

@Resolver(() => Decision)
export class CorrectionResolver {
  @Query(() => CorrectionConnection, {
    nullable: true,
    description:
      'Corrections of decisions, the last made first; those of decisions that were withdrawn as well. Needs the scope `casework:read`.',
  })
  @Directive('@requiresScopes(scopes: [["casework:read"]])')
  corrections(
    @Ctx() context: OperationContext,
    @Arg('reference', () => ID, {
      nullable: true,
      description: 'Of this decision only: `19 007 429`. All if left out.',
    })
    reference: string | null | undefined,
    @Arg('council', () => ID, {
      nullable: true,
      description: 'Of decisions that were about this council, before or after: its ONS code.',
    })
    council: string | null | undefined,
    @Arg('since', () => DateTimeScalar, {
      nullable: true,
      description: 'Made after this moment only.',
    })
    since: string | null | undefined,
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
  ): Promise<Connection<Correction>> {
    const choice = {
      ...(reference == null ? {} : { reference: parseReference(reference) }),
      ...(council == null ? {} : { council }),
      ...(since == null ? {} : { since }),
    };
    return listCorrections(context, choice, first, after);
  }

  @FieldResolver(() => [Correction], {
    name: 'corrections',
    nullable: true,
    description:
      'What was corrected of it since it was first taken in, the last correction first. Needs the scope `casework:read`.',
  })
  @Directive('@requiresScopes(scopes: [["casework:read"]])')
  @Directive('@listSize(assumedSize: 20)')
  async correctionsOfDecision(
    @Root() decision: Decision,
    @Ctx() context: OperationContext,
  ): Promise<Correction[]> {
    const records = await context.loader(correctionsByDecision).load(decision.reference);
    return records.map((record) => correctionOf(record.reference, record));
  }

  @Mutation(() => WithdrawnDecision, {
    description:
      'Takes a decision out, and its recommendations with it: no figure counts them any more, and every count is right when the answer comes. What it said stays in `corrections`. Needs the scope `casework:write`.',
  })
  @Directive('@requiresScopes(scopes: [["casework:write"]])')
  async withdrawDecision(
    @Ctx() context: OperationContext,
    @Arg('reference', () => ID, { description: 'With spaces or dashes: `19 007 429`.' })
    reference: string,
    @Arg('reason', () => String, { description: 'Why, for the record: 1 to 2,000 characters.' })
    reason: string,
  ): Promise<WithdrawnDecision> {
    const stored = parseReference(reference);
    const why = reason.trim();
    if (why === '' || why.length > reasonLength) {
      throw inputError('reason', `text of 1 to ${reasonLength} characters`, reason);
    }
    const withdrawn = await caseworkDesk(context).withdrawDecision({
      reference: stored,
      reason: why,
      by: context.callerId ?? 'unknown caller',
    });
    if (withdrawn === null) {
      throw inputError('reference', 'the reference of a decision that is here', reference);
    }
    return Object.assign(new WithdrawnDecision(), withdrawn);
  }
}

/** One page of corrections as a connection. */
export async function listCorrections(
  context: OperationContext,
  choice: CorrectionChoice,
  first: number | null,
  after: string | null | undefined,
): Promise<Connection<Correction>> {
  const database = context.databases.decisions;
  const page = parsePage({ first, after }, order);
  const records = await findCorrections(database, choice, page);
  const keys = new Map(
    records.map((record) => [correctionOf(record.reference, record), correctionKey(record)]),
  );
  return createConnection(
    [...keys.keys()],
    page,
    (correction) => formatCursor(keys.get(correction) ?? [], order),
    () => countCorrections(database, choice),
  );
}

/** The desk at which casework is changed. @throws GraphQLError `CASEWORK_READ_ONLY` where there is none. */
export function caseworkDesk(context: OperationContext): CaseworkDesk {
  if (context.casework) return context.casework;
  throw new GraphQLError(
    'Casework can only be read here. Send the mutation to a server that may write its database.',
    { extensions: { code: 'CASEWORK_READ_ONLY' } },
  );
}
