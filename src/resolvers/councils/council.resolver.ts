import { Arg, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { CacheHint, figuresMaxAge } from '../../schema/common/cache-hint.ts';
import type { Connection } from '../../schema/common/connection.type.ts';
import { Council } from '../../schema/councils/council.entity.ts';
import { CouncilConnection } from '../../schema/councils/council-connection.type.ts';
import { CouncilFilter } from '../../schema/councils/council-filter.input.ts';
import { CouncilOrder } from '../../schema/councils/council-order.input.ts';
import { Officer } from '../../schema/councils/officer.entity.ts';
import { inputError } from '../common/input-error.ts';
import {
  createConnection,
  defaultPageSize,
  formatCursor,
  parsePage,
} from '../common/pagination.ts';
import type { OperationContext } from '../operation-context.ts';
import {
  councilByCode,
  councilBySlug,
  officersByCouncil,
  predecessorCodesByCouncil,
  successorCodesByCouncil,
} from './council.loader.ts';
import {
  councilOrderName,
  countCouncils,
  defaultCouncilOrder,
  findCouncils,
} from './council.repository.ts';

@Resolver(() => Council)
export class CouncilResolver {
  @Query(() => Council, {
    nullable: true,
    description: 'One council, by ONS code or by slug: give exactly one. Null when there is none.',
  })
  council(
    @Ctx() context: OperationContext,
    @Arg('code', () => ID, { nullable: true, description: 'ONS GSS code: `E07000107`.' })
    code?: string | null,
    @Arg('slug', () => String, { nullable: true, description: 'Web name: `dartford`.' })
    slug?: string | null,
  ): Promise<Council | null> {
    if (code != null && slug == null) return context.loader(councilByCode).load(code);
    if (slug != null && code == null) return context.loader(councilBySlug).load(slug);
    throw inputError('code', 'given, or "slug" given, and not both', { code, slug });
  }

  @Query(() => CouncilConnection, {
    description: 'Councils, by name unless another order is asked.',
  })
  @CacheHint({ maxAge: figuresMaxAge })
  async councils(
    @Ctx() context: OperationContext,
    @Arg('filter', () => CouncilFilter, { nullable: true, description: 'Which councils.' })
    filter: CouncilFilter | null | undefined,
    @Arg('orderBy', () => CouncilOrder, {
      nullable: true,
      description: 'The order. By name if left out.',
    })
    orderBy: CouncilOrder | null | undefined,
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
  ): Promise<Connection<Council>> {
    const database = context.databases.councils;
    const order = orderBy ?? defaultCouncilOrder();
    const orderName = councilOrderName(order);
    const page = parsePage({ first, after }, orderName);
    const rows = await findCouncils(database, filter ?? {}, order, page);
    const orderValues = new Map(rows.map((row) => [row.council, row.orderValue]));
    return createConnection(
      rows.map((row) => row.council),
      page,
      (council) => formatCursor([orderValues.get(council) ?? null, council.code], orderName),
      () => countCouncils(database, filter ?? {}),
    );
  }

  @FieldResolver(() => Council, {
    nullable: true,
    description: 'The county council whose area a district lies in. Null for all other types.',
  })
  county(
    @Root() council: Council,
    @Ctx() context: OperationContext,
  ): Promise<Council | null> | null {
    return council.countyCode === null
      ? null
      : context.loader(councilByCode).load(council.countyCode);
  }

  @FieldResolver(() => [Council], {
    description: 'Councils that took over when this one ended, in order of code.',
  })
  @Directive('@listSize(assumedSize: 20)')
  async successors(@Root() council: Council, @Ctx() context: OperationContext): Promise<Council[]> {
    const codes = await context.loader(successorCodesByCouncil).load(council.code);
    return loadCouncils(codes, context);
  }

  @FieldResolver(() => [Council], {
    description: 'Councils from which this one took over, in order of code.',
  })
  @Directive('@listSize(assumedSize: 20)')
  async predecessors(
    @Root() council: Council,
    @Ctx() context: OperationContext,
  ): Promise<Council[]> {
    const codes = await context.loader(predecessorCodesByCouncil).load(council.code);
    return loadCouncils(codes, context);
  }

  @FieldResolver(() => [Officer], {
    nullable: true,
    description:
      'To whom letters are addressed, in order. Personal data: null with the error FORBIDDEN without the scope `casework:read`.',
  })
  @Directive('@listSize(assumedSize: 20)')
  officers(@Root() council: Council, @Ctx() context: OperationContext): Promise<Officer[]> {
    return context.loader(officersByCouncil).load(council.code);
  }
}

async function loadCouncils(codes: readonly string[], context: OperationContext) {
  const councils = await Promise.all(codes.map((code) => context.loader(councilByCode).load(code)));
  return councils.filter((council) => council !== null);
}
