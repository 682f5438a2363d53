import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  Float,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { formatCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { CategoryCount } from '../../schema/decisions/category-count.type.ts';
import { DecisionsCouncil } from '../../schema/decisions/council.type.ts';
import { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { CouncilStanding } from '../../schema/decisions/council-standing.type.ts';
import { NationalPerformance } from '../../schema/decisions/national-performance.type.ts';
import { SimilarAverage } from '../../schema/decisions/similar-average.type.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { loadNationalPerformance } from './national-performance.ts';
import { categoriesByCouncilYear } from './performance.loader.ts';
import { loadFrozenAverage, loadSimilarAverage } from './similar-average.ts';
import { loadStanding } from './standing.ts';
import { liveUpheldPer100k } from './upheld-per-100k.ts';

@Resolver(() => CouncilPerformance)
export class CouncilPerformanceResolver {
  @Query(() => NationalPerformance, {
    nullable: true,
    description: 'England as a whole in a year. Null for a year without casework.',
  })
  nationalPerformance(
    @Ctx() context: OperationContext,
    @Arg('yearEnding', () => Int, { description: 'The year ending 31 March, for example 2020.' })
    yearEnding: number,
  ): Promise<NationalPerformance | null> {
    return loadNationalPerformance(parseYearEnding(yearEnding), context);
  }

  @FieldResolver(() => DecisionsCouncil, { description: 'The council.' })
  council(@Root() performance: CouncilPerformance): DecisionsCouncil {
    return new DecisionsCouncil(performance.councilCode);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'Upheld × 100,000 ÷ population, one decimal. Null where either is unknown.',
  })
  upheldPer100k(
    @Root() performance: CouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<number | null> {
    return liveUpheldPer100k(performance, context);
  }

  @FieldResolver(() => SimilarAverage, {
    nullable: true,
    description:
      'The average of councils of the same type in the same year, from the same source. Null where none is known.',
  })
  similar(
    @Root() performance: CouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<SimilarAverage | null> | null {
    const { councilType, source, yearEnding } = performance;
    if (councilType === null || source === FigureSource.NONE) return null;
    const key = { source, councilType, yearEnding };
    return performance.frozenAt === null
      ? loadSimilarAverage(key, context)
      : loadFrozenAverage(key, context);
  }

  @FieldResolver(() => CouncilStanding, {
    nullable: true,
    description:
      'Where the council stands among councils of its type in the year. Null where figures were printed, for those of the others are not all known, and where nothing is known.',
  })
  standing(
    @Root() performance: CouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<CouncilStanding> | CouncilStanding | null {
    const { councilType, source, frozen } = performance;
    if (frozen !== null) return frozen.standing;
    if (councilType === null || source !== FigureSource.CASEWORK) return null;
    return loadStanding(performance, councilType, context);
  }

  @FieldResolver(() => [CategoryCount], {
    nullable: true,
    description:
      'All categories that had a complaint received or decided, in order of name. Null where figures were printed, for prints have subjects alone, and where nothing is known.',
  })
  @Directive('@listSize(assumedSize: 20)')
  categories(
    @Root() performance: CouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<CategoryCount[]> | CategoryCount[] | null {
    if (performance.frozen !== null) return performance.frozen.categories;
    if (performance.source !== FigureSource.CASEWORK) return null;
    const { councilCode, yearEnding } = performance;
    const key = formatCouncilYear(councilCode, yearEnding);
    return context.loader(categoriesByCouncilYear).load(key);
  }
}
