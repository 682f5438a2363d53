import { Arg, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { formatPredecessorYear } from '../../schema/common/predecessor-key.ts';
import { Council } from '../../schema/councils/council.entity.ts';
import { CouncilsPredecessorPerformance } from '../../schema/councils/predecessor-performance.type.ts';
import { DateScalar } from '../../schema/scalars/date.scalar.ts';
import { inputError } from '../common/input-error.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { councilByCode, councilBySlug } from './council.loader.ts';
import { councilsByName, figureYearsByCouncil, loadLineage } from './lineage.loader.ts';
import {
  type CouncilLife,
  findAncestors,
  findCouncilsOn,
  findPredecessorsIn,
  type Lineage,
} from './lineage.ts';

/** Councils through time: who was there before, who came after. */
@Resolver(() => Council)
export class CouncilLineageResolver {
  @Query(() => [Council], {
    description:
      'The councils that were there on a day, for a place named by a council of any time: by ONS code, slug or name, exactly one of them. Nearly always one; several where a place was several councils then. Empty where none is known.',
  })
  @Directive('@listSize(assumedSize: 10)')
  async councilsOn(
    @Ctx() context: OperationContext,
    @Arg('date', () => DateScalar, { description: 'The day.' })
    date: string,
    @Arg('code', () => ID, { nullable: true, description: 'ONS GSS code: `E10000002`.' })
    code?: string | null,
    @Arg('slug', () => String, { nullable: true, description: 'Web name: `buckinghamshire`.' })
    slug?: string | null,
    @Arg('name', () => String, {
      nullable: true,
      description:
        'Full or short name, in any case: `Buckinghamshire`. Where several have it, those that existed on the day.',
    })
    name?: string | null,
  ): Promise<Council[]> {
    const given = [code, slug, name].filter((each) => each != null);
    if (given.length !== 1) {
      throw inputError('code', 'given, or "slug" or "name", and only one of them', {
        code,
        slug,
        name,
      });
    }
    const start = await findStart({ code, slug, name }, context);
    const found = await Promise.all(
      start.map(async (council) => {
        const { life, lineage } = await loadLineage(council, context);
        return findCouncilsOn(date, life, lineage);
      }),
    );
    const direct = start.map((each) => each.code).filter((each, at) => found[at]?.includes(each));
    const codes = direct.length > 0 ? direct : found.flat();
    return loadCouncils(codes, context);
  }

  @FieldResolver(() => [Council], {
    description:
      'The councils that were there on a day: this one if it existed, else those that came before or after it. Several where it was one of several, or was divided; empty where none is known.',
  })
  @Directive('@listSize(assumedSize: 10)')
  async asOf(
    @Root() council: Council,
    @Ctx() context: OperationContext,
    @Arg('date', () => DateScalar, { description: 'The day.' })
    date: string,
  ): Promise<Council[]> {
    const { life, lineage } = await loadLineage(council, context);
    return loadCouncils(findCouncilsOn(date, life, lineage), context);
  }

  @FieldResolver(() => CouncilsPredecessorPerformance, {
    nullable: true,
    description:
      'Figures of the councils from which this one took over, in a year in which they existed. Null where there were none, or none is known.',
  })
  async predecessorPerformance(
    @Root() council: Council,
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<CouncilsPredecessorPerformance | null> {
    const year = parseYearEnding(yearEnding);
    const { life, lineage } = await loadLineage(council, context);
    return predecessorsIn(year, life, lineage);
  }

  @FieldResolver(() => [CouncilsPredecessorPerformance], {
    description:
      'Figures of the councils from which this one took over, of all years of which any are known, earliest first. To be shown beside `performanceHistory`, never as part of it.',
  })
  @Directive('@listSize(assumedSize: 20)')
  async predecessorHistory(
    @Root() council: Council,
    @Ctx() context: OperationContext,
    @Arg('from', () => Int, { nullable: true, description: 'First year ending. All if left out.' })
    from?: number | null,
    @Arg('to', () => Int, { nullable: true, description: 'Last year ending. All if left out.' })
    to?: number | null,
  ): Promise<CouncilsPredecessorPerformance[]> {
    const first = from == null ? Number.NEGATIVE_INFINITY : parseYearEnding(from, 'from');
    const last = to == null ? Number.POSITIVE_INFINITY : parseYearEnding(to, 'to');
    const { life, lineage } = await loadLineage(council, context);
    const loader = context.loader(figureYearsByCouncil);
    const years = await Promise.all(findAncestors(life, lineage).map((code) => loader.load(code)));
    const known = new Set(years.flat());
    return [...known]
      .filter((year) => year >= first && year <= last)
      .toSorted((a, b) => a - b)
      .flatMap((year) => predecessorsIn(year, life, lineage) ?? []);
  }
}

function predecessorsIn(
  yearEnding: number,
  life: CouncilLife,
  lineage: Lineage,
): CouncilsPredecessorPerformance | null {
  const { predecessors, gaps } = findPredecessorsIn(yearEnding, life, lineage);
  if (predecessors.length === 0) return null;
  const id = formatPredecessorYear({ councilCode: life.code, yearEnding, predecessors, gaps });
  return Object.assign(new CouncilsPredecessorPerformance(), { id });
}

async function findStart(
  by: {
    code?: string | null | undefined;
    slug?: string | null | undefined;
    name?: string | null | undefined;
  },
  context: OperationContext,
): Promise<Council[]> {
  if (by.name != null) {
    return context.loader(councilsByName).load(by.name.trim().toLowerCase());
  }
  const council =
    by.code == null
      ? await context.loader(councilBySlug).load(by.slug ?? '')
      : await context.loader(councilByCode).load(by.code);
  return council === null ? [] : [council];
}

async function loadCouncils(
  codes: readonly string[],
  context: OperationContext,
): Promise<Council[]> {
  const unique = [...new Set(codes)].toSorted();
  const councils = await Promise.all(
    unique.map((code) => context.loader(councilByCode).load(code)),
  );
  return councils.filter((council) => council !== null);
}
