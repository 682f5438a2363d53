import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { per100k } from '../../schema/common/rate.ts';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import type { OperationContext } from '../operation-context.ts';
import { allDecisionCouncils } from './performance.loader.ts';

/** Upheld for every 100,000 people: as printed or frozen, else by today's population. */
export async function liveUpheldPer100k(
  performance: CouncilPerformance,
  context: OperationContext,
): Promise<number | null> {
  if (performance.source !== FigureSource.CASEWORK || performance.frozenAt !== null) {
    return performance.printedUpheldPer100k;
  }
  const councils = await context.loader(allDecisionCouncils).load('all');
  const population = councils.get(performance.councilCode)?.population ?? null;
  const upheld = performance.upheld.numerator;
  return upheld === null || population === null ? null : per100k(upheld, population);
}
