import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { england } from '../../schema/common/frozen-name.ts';
import { formatNationYear, parseNationYear } from '../../schema/common/nation-year.ts';
import { per100k, rateOf } from '../../schema/common/rate.ts';
import { NationalPerformance } from '../../schema/decisions/national-performance.type.ts';
import { existedIn } from '../common/council-existence.ts';
import type { OperationContext } from '../operation-context.ts';
import { addUp, outcomeCounts, subjectCounts } from './counts.ts';
import { frozenFigure, thawNation } from './frozen.ts';
import { allDecisionCouncils, mayBeFrozen, sumsByYear } from './performance.loader.ts';
import { loadSimilarAverage } from './similar-average.ts';

/**
 * All councils together in a year, as frozen where they are. Null when there is no casework of it.
 *
 * @param isLive By today's casework, frozen or not.
 */
export async function loadNationalPerformance(
  yearEnding: number,
  context: OperationContext,
  isLive = false,
): Promise<NationalPerformance | null> {
  const [rows, councils] = await Promise.all([
    context.loader(sumsByYear).load(yearEnding),
    context.loader(allDecisionCouncils).load('all'),
  ]);
  if (!isLive && mayBeFrozen(rows)) {
    const frozen = await context.loader(frozenFigure).load(`${yearEnding}/${england}`);
    if (frozen !== null) return thawNation(frozen);
  }
  if (rows.length === 0) return null;
  const sums = addUp(rows);
  const existing = [...councils.values()].filter((council) => existedIn(yearEnding, council));
  // Districts lie within counties: counting both would count their people twice.
  const population = existing
    .filter((council) => council.type !== 'COUNTY')
    .reduce((sum, council) => sum + (council.population ?? 0), 0);
  const averages = await Promise.all(
    councilTypes.map((councilType) =>
      loadSimilarAverage({ source: FigureSource.CASEWORK, councilType, yearEnding }, context),
    ),
  );
  const national = new NationalPerformance();
  national.id = formatNationYear(yearEnding, isLive);
  national.frozenAt = null;
  national.frozenCategories = null;
  national.yearEnding = yearEnding;
  national.councils = existing.length;
  national.received = sums.received;
  national.decided = sums.decided;
  national.investigated = sums.upheld + sums.notUpheld;
  national.outcomes = outcomeCounts(sums);
  national.subjects = subjectCounts(rows);
  national.upheld = rateOf(sums.upheld, sums.upheld + sums.notUpheld);
  national.satisfactoryRemedies = rateOf(sums.satisfactoryRemedies, sums.upheld);
  national.upheldPer100k = per100k(sums.upheld, population);
  national.byType = averages.filter((average) => average !== null);
  national.source = FigureSource.CASEWORK;
  national.sample = rows.some((row) => row.sample);
  return national;
}

/** England behind a reference from another subgraph. */
export function loadNationalPerformanceById(
  id: string,
  context: OperationContext,
): Promise<NationalPerformance | null> | null {
  const key = parseNationYear(id);
  return key === null ? null : loadNationalPerformance(key.yearEnding, context, key.isLive);
}
