import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { formatCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { DecisionsCouncil } from '../../schema/decisions/council.type.ts';
import { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
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
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import {
  decisionCountByCouncil,
  decisionsByCouncil,
  publicReportsByCouncil,
} from './decision.loader.ts';
import { decisionOrderName, defaultDecisionOrder } from './decision.repository.ts';
import type { DecisionList } from './decision-facets.resolver.ts';
import { decisionKey } from './decision-page.ts';
import {
  caseworkYears,
  performanceByCouncilYear,
  publishedYearsByCouncil,
} from './performance.loader.ts';
import { unknownPerformance } from './performance.ts';
import { publicReportOf } from './public-report.ts';

@Resolver(() => DecisionsCouncil)
export class DecisionsCouncilResolver {
  @FieldResolver(() => DecisionConnection, {
    nullable: true,
    description: 'Decisions about this council, the latest first unless another order is asked.',
  })
  async decisions(
    @Root() council: DecisionsCouncil,
    @Ctx() context: OperationContext,
    @Arg('filter', () => DecisionFilter, {
      nullable: true,
      description: 'Which decisions. `councils` says nothing here.',
    })
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
    const order = orderBy ?? defaultDecisionOrder();
    const orderName = decisionOrderName(order);
    const page = parsePage({ first, after }, orderName);
    const list = { filter: filter ?? {}, order, page };
    const rows = await context.loader(decisionsByCouncil, list).load(council.code);
    const connection = createConnection(
      rows,
      page,
      (decision) => formatCursor(decisionKey(decision, order), orderName),
      () => context.loader(decisionCountByCouncil, list.filter).load(council.code),
    );
    return { ...connection, facets: new DecisionFacets(filter ?? {}, council.code) };
  }

  @FieldResolver(() => CouncilPerformance, {
    description:
      'Figures of one year. For a year of which nothing is known `source` is NONE and every figure null.',
  })
  async performance(
    @Root() council: DecisionsCouncil,
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<CouncilPerformance> {
    const year = parseYearEnding(yearEnding);
    const key = formatCouncilYear(council.code, year);
    const known = await context.loader(performanceByCouncilYear).load(key);
    return known ?? unknownPerformance(council.code, year);
  }

  @FieldResolver(() => [CouncilPerformance], {
    description: 'Figures of all years of which any are known, earliest first.',
  })
  @Directive('@listSize(assumedSize: 50)')
  async performanceHistory(
    @Root() council: DecisionsCouncil,
    @Ctx() context: OperationContext,
    @Arg('from', () => Int, { nullable: true, description: 'First year ending. All if left out.' })
    from?: number | null,
    @Arg('to', () => Int, { nullable: true, description: 'Last year ending. All if left out.' })
    to?: number | null,
  ): Promise<CouncilPerformance[]> {
    const first = from == null ? Number.NEGATIVE_INFINITY : parseYearEnding(from, 'from');
    const last = to == null ? Number.POSITIVE_INFINITY : parseYearEnding(to, 'to');
    const [casework, published] = await Promise.all([
      context.loader(caseworkYears).load('all'),
      context.loader(publishedYearsByCouncil).load(council.code),
    ]);
    const asked = [...new Set([...casework, ...published])]
      .filter((year) => year >= first && year <= last)
      .sort((a, b) => a - b);
    const loader = context.loader(performanceByCouncilYear);
    const history = await Promise.all(
      asked.map((year) => loader.load(formatCouncilYear(council.code, year))),
    );
    return history
      .filter((performance) => performance !== null)
      .filter((performance) => performance.source !== FigureSource.NONE);
  }

  @FieldResolver(() => [PublicReport], {
    nullable: true,
    description: 'Reports issued in the public interest about this council, latest first.',
  })
  @Directive('@listSize(assumedSize: 100)')
  async publicReports(
    @Root() council: DecisionsCouncil,
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, {
      nullable: true,
      description: 'Of this year only. All if left out.',
    })
    yearEnding?: number | null,
  ): Promise<PublicReport[]> {
    const year = yearEnding == null ? null : parseYearEnding(yearEnding);
    const rows = await context.loader(publicReportsByCouncil, year).load(council.code);
    return rows.flatMap((row) => publicReportOf(row) ?? []);
  }
}
