import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { CouncilType } from '../../schema/common/council-type.enum.ts';
import { parseGroup } from '../../schema/common/group-key.ts';
import { regions } from '../../schema/common/regions.ts';
import { CategoryCount } from '../../schema/decisions/category-count.type.ts';
import { GroupPerformance } from '../../schema/decisions/group-performance.type.ts';
import { NationalPerformance } from '../../schema/decisions/national-performance.type.ts';
import { inputError } from '../common/input-error.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { categoryCounts } from './categories.ts';
import { loadGroupPerformance } from './group-performance.ts';
import { loadNationalPerformance } from './national-performance.ts';
import { sumGroupCategories } from './performance.repository.ts';

@Resolver(() => GroupPerformance)
export class GroupPerformanceResolver {
  @Query(() => GroupPerformance, {
    nullable: true,
    description:
      'Councils of a type, of a region, or both, together in a year; England where neither is given. Null where there is no casework of them.',
  })
  groupPerformance(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
    @Arg('councilType', () => CouncilType, {
      nullable: true,
      description: 'Only councils of this type. All if left out.',
    })
    councilType: CouncilType | null | undefined,
    @Arg('region', () => String, {
      nullable: true,
      description: 'Only councils of this region: `South East`. All of England if left out.',
    })
    region?: string | null,
  ): Promise<GroupPerformance | null> {
    const year = parseYearEnding(yearEnding);
    const known = region == null ? null : regions.find((name) => name === region);
    if (known === undefined) throw inputError('region', `one of ${regions.join(', ')}`, region);
    return loadGroupPerformance(
      { yearEnding: year, councilType: councilType ?? null, region: known },
      context,
    );
  }

  @FieldResolver(() => [CategoryCount], {
    description: 'All categories that had a complaint received or decided, in order of name.',
  })
  @Directive('@listSize(assumedSize: 50)')
  async categories(
    @Root() group: GroupPerformance,
    @Ctx() context: OperationContext,
  ): Promise<CategoryCount[]> {
    const key = parseGroup(group.id);
    return key === null
      ? []
      : categoryCounts(await sumGroupCategories(context.databases.decisions, key));
  }
}

@Resolver(() => NationalPerformance)
export class NationalPerformanceResolver {
  @FieldResolver(() => NationalPerformance, {
    nullable: true,
    description:
      'The same figures by the casework of today, where these are frozen. Null for figures that are live themselves.',
  })
  live(
    @Root() { yearEnding, frozenAt }: NationalPerformance,
    @Ctx() context: OperationContext,
  ): Promise<NationalPerformance | null> | null {
    return frozenAt === null ? null : loadNationalPerformance(yearEnding, context, true);
  }

  @FieldResolver(() => [CategoryCount], {
    description: 'All categories that had a complaint received or decided, in order of name.',
  })
  @Directive('@listSize(assumedSize: 50)')
  async categories(
    @Root() { yearEnding, frozenCategories }: NationalPerformance,
    @Ctx() context: OperationContext,
  ): Promise<CategoryCount[]> {
    if (frozenCategories !== null) return frozenCategories;
    const england = { yearEnding, councilType: null, region: null };
    return categoryCounts(await sumGroupCategories(context.databases.decisions, england));
  }
}
