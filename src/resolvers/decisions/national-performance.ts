import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { per100k, rateOf } from '../../schema/common/rate.ts';
import { NationalPerformance } from '../../schema/decisions/national-performance.type.ts';
import type { OperationContext } from '../operation-context.ts';
import { existedIn } from './council-existence.ts';
import { addUp, outcomeCounts, subjectCounts } from './counts.ts';
import { allDecisionCouncils, sumsByYear } from './performance.loader.ts';
import { loadSimilarAverage } from './similar-average.ts';

/** All councils together in a year. Null when there is no casework of it. */
export async function loadNationalPerformance(
  yearEnding: number,
  context: OperationContext,
): Promise<NationalPerformance | null> {
  const [rows, councils] = await Promise.all([
    context.loader(sumsByYear).load(yearEnding),
    context.loader(allDecisionCouncils).load('all'),
  ]);
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
