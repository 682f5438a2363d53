import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { CacheHint, caseworkMaxAge } from '../../schema/common/cache-hint.ts';
import { DecisionsCouncil } from '../../schema/decisions/council.type.ts';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import { DecisionConnection } from '../../schema/decisions/decision-connection.type.ts';
import { DecisionFacets } from '../../schema/decisions/decision-facets.type.ts';
import { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import { DecisionOrder } from '../../schema/decisions/decision-order.input.ts';
import { PublicReport } from '../../schema/decisions/public-report.type.ts';
import {
  createConnection,
  defaultPageSize,
  formatCursor,
  parsePage,
} from '../common/pagination.ts';
import type { OperationContext } from '../operation-context.ts';
import { decisionByReference } from './decision.loader.ts';
import {
  countDecisions,
  decisionOrderName,
  defaultDecisionOrder,
  findDecisions,
} from './decision.repository.ts';
import type { DecisionList } from './decision-facets.resolver.ts';
import { decisionKey } from './decision-page.ts';
import { publicReportOf } from './public-report.ts';
import { parseReference } from './reference.ts';

@Resolver(() => Decision)
export class DecisionResolver {
  @Query(() => Decision, {
    nullable: true,
    description: 'One decision by its reference. Null when there is none.',
  })
  decision(
    @Ctx() context: OperationContext,
    @Arg('reference', () => ID, {
      description: 'With spaces or dashes: `19 007 429`, `19-007-429`.',
    })
    reference: string,
  ): Promise<Decision | null> {
    return context.loader(decisionByReference).load(parseReference(reference));
  }

  @Query(() => DecisionConnection, {
    description: 'Decisions, the latest first unless another order is asked.',
  })
  @CacheHint({ maxAge: caseworkMaxAge })
  async decisions(
    @Ctx() context: OperationContext,
    @Arg('filter', () => DecisionFilter, { nullable: true, description: 'Which decisions.' })
    filter: DecisionFilter | null | undefined,
    @Arg('orderBy', () => DecisionOrder, {
      nullable: true,
      description: 'The order. Latest decision first if left out.',
    })
    orderBy: DecisionOrder | null | undefined,
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
  ): Promise<DecisionList> {
    const database = context.databases.decisions;
    const order = orderBy ?? defaultDecisionOrder();
    const orderName = decisionOrderName(order);
    const page = parsePage({ first, after }, orderName);
    const rows = await findDecisions(database, filter ?? {}, order, page);
    const connection = createConnection(
      rows,
      page,
      (decision) => formatCursor(decisionKey(decision, order), orderName),
      () => countDecisions(database, filter ?? {}),
    );
    return { ...connection, facets: new DecisionFacets(filter ?? {}, null) };
  }

  @FieldResolver(() => DecisionsCouncil, { description: 'The council complained about.' })
  council(@Root() decision: Decision): DecisionsCouncil {
    return new DecisionsCouncil(decision.councilCode);
  }

  @FieldResolver(() => PublicReport, {
    nullable: true,
    description: 'The report issued about it in the public interest. Null for nearly all.',
  })
  publicReport(@Root() decision: Decision): PublicReport | null {
    return publicReportOf(decision);
  }
}

@Resolver(() => PublicReport)
export class PublicReportResolver {
  @FieldResolver(() => DecisionsCouncil, { description: 'The council.' })
  council(@Root() report: PublicReport): DecisionsCouncil {
    return new DecisionsCouncil(report.row.councilCode);
  }

  @FieldResolver(() => Decision, { description: 'The decision that it reports.' })
  decision(@Root() report: PublicReport): Decision {
    return report.row;
  }
}
