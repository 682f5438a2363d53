import { Arg, Ctx, FieldResolver, Float, Int, Query, Resolver, Root } from 'type-graphql';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { per100k } from '../../schema/common/rate.ts';
import { DecisionsCouncil } from '../../schema/decisions/council.type.ts';
import { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { NationalPerformance } from '../../schema/decisions/national-performance.type.ts';
import { SimilarAverage } from '../../schema/decisions/similar-average.type.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import type { OperationContext } from '../operation-context.ts';
import { loadNationalPerformance } from './national-performance.ts';
import { allDecisionCouncils } from './performance.loader.ts';
import { loadSimilarAverage } from './similar-average.ts';

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
  async upheldPer100k(
    @Root() performance: CouncilPerformance,
    @Ctx() context: OperationContext,
  ): Promise<number | null> {
    if (performance.source !== FigureSource.CASEWORK) return performance.printedUpheldPer100k;
    const councils = await context.loader(allDecisionCouncils).load('all');
    const population = councils.get(performance.councilCode)?.population ?? null;
    const upheld = performance.upheld.numerator;
    return upheld === null || population === null ? null : per100k(upheld, population);
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
    return loadSimilarAverage({ source, councilType, yearEnding }, context);
  }
}
