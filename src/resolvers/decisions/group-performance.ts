import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { type CouncilGroup, formatGroup, parseGroup } from '../../schema/common/group-key.ts';
import { per100k, rateOf } from '../../schema/common/rate.ts';
import { GroupPerformance } from '../../schema/decisions/group-performance.type.ts';
import { existedIn } from '../common/council-existence.ts';
import type { OperationContext } from '../operation-context.ts';
import { addUp, outcomeCounts, subjectCounts } from './counts.ts';
import { allDecisionCouncils } from './performance.loader.ts';
import { sumGroup } from './performance.repository.ts';

/** Councils of a type or a region together. Null when there is no casework of them in the year. */
export async function loadGroupPerformance(
  group: CouncilGroup,
  context: OperationContext,
): Promise<GroupPerformance | null> {
  const { yearEnding, councilType, region } = group;
  const [rows, councils] = await Promise.all([
    sumGroup(context.databases.decisions, group),
    context.loader(allDecisionCouncils).load('all'),
  ]);
  if (rows.length === 0) return null;
  const existing = [...councils.values()].filter(
    (council) =>
      (councilType === null || council.type === councilType) &&
      (region === null || council.region === region) &&
      existedIn(yearEnding, council),
  );
  // Districts lie within counties: counting both would count their people twice.
  const types =
    councilType === null ? councilTypes.filter((type) => type !== 'COUNTY') : [councilType];
  const population = existing
    .filter((council) => types.includes(council.type))
    .reduce((sum, council) => sum + (council.population ?? 0), 0);
  const sums = addUp(rows);
  const performance = new GroupPerformance();
  performance.id = formatGroup(group);
  performance.yearEnding = yearEnding;
  performance.councilType = councilType;
  performance.region = region;
  performance.councils = existing.length;
  performance.received = sums.received;
  performance.decided = sums.decided;
  performance.investigated = sums.upheld + sums.notUpheld;
  performance.outcomes = outcomeCounts(sums);
  performance.subjects = subjectCounts(rows);
  performance.upheld = rateOf(sums.upheld, sums.upheld + sums.notUpheld);
  performance.satisfactoryRemedies = rateOf(sums.satisfactoryRemedies, sums.upheld);
  performance.upheldPer100k = per100k(sums.upheld, population);
  performance.source = FigureSource.CASEWORK;
  performance.sample = rows.some((row) => row.sample);
  return performance;
}

/** The group behind a reference from another subgraph. */
export function loadGroupPerformanceById(
  id: string,
  context: OperationContext,
): Promise<GroupPerformance | null> | null {
  const group = parseGroup(id);
  return group === null ? null : loadGroupPerformance(group, context);
}
