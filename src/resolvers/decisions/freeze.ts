import type { EntityManager } from 'typeorm';
import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { formatLiveCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { england, frozenAverageName } from '../../schema/common/frozen-name.ts';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { FrozenFigure } from '../../schema/decisions/frozen-figure.entity.ts';
import type { SimilarAverage } from '../../schema/decisions/similar-average.type.ts';
import { type FreezeRequest, writeFrozen } from '../common/write-frozen.ts';
import type { OperationContext } from '../operation-context.ts';
import { categoryCounts } from './categories.ts';
import type { AverageFigures, CouncilFigures, NationalFigures } from './frozen.ts';
import { loadNationalPerformance } from './national-performance.ts';
import {
  allDecisionCouncils,
  categoriesByCouncilYear,
  performanceByCouncilYear,
} from './performance.loader.ts';
import { sumGroupCategories } from './performance.repository.ts';
import { loadSimilarAverage } from './similar-average.ts';
import { loadStanding } from './standing.ts';
import { liveUpheldPer100k } from './upheld-per-100k.ts';

/**
 * Freezes the figures of a year as they are now: of every council, of each average and of England. What is frozen
 * already stays as it is, but for councils that are named.
 *
 * @param context Of an operation that sees what the transaction sees.
 * @param manager Holds the transaction.
 * @returns the codes of the councils that were frozen now.
 */
export async function freezeDecisionFigures(
  context: OperationContext,
  manager: EntityManager,
  request: FreezeRequest,
): Promise<string[]> {
  const { yearEnding, councils } = request;
  const known = await context.loader(allDecisionCouncils).load('all');
  const loader = context.loader(performanceByCouncilYear);
  const performances = await Promise.all(
    (councils ?? [...known.keys()]).map((code) =>
      loader.load(formatLiveCouncilYear(code, yearEnding)),
    ),
  );
  const figures = new Map<string, object>();
  for (const performance of performances) {
    if (performance === null || performance.source === FigureSource.NONE) continue;
    figures.set(performance.councilCode, await describeCouncil(performance, context));
  }
  const codes = [...figures.keys()];
  if (codes.length === 0) return [];
  for (const source of [FigureSource.CASEWORK, FigureSource.PUBLISHED]) {
    for (const councilType of councilTypes) {
      const key = { source, councilType, yearEnding };
      const average = await loadSimilarAverage(key, context);
      if (average) figures.set(frozenAverageName(key), describeAverage(average));
    }
  }
  const national = await describeNation(yearEnding, context);
  if (national) figures.set(england, national);
  const written = await writeFrozen(manager, FrozenFigure, figures, request);
  return codes.filter((code) => written.has(code));
}

async function describeCouncil(
  performance: CouncilPerformance,
  context: OperationContext,
): Promise<CouncilFigures> {
  const { councilCode, councilType, source, yearEnding } = performance;
  const isCounted = source === FigureSource.CASEWORK;
  const councils = await context.loader(allDecisionCouncils).load('all');
  return {
    councilType,
    received: performance.received,
    decided: performance.decided,
    investigated: performance.investigated,
    outcomes: performance.outcomes,
    subjects: performance.subjects,
    upheld: performance.upheld,
    satisfactoryRemedies: performance.satisfactoryRemedies,
    printedUpheldPer100k: await liveUpheldPer100k(performance, context),
    population: isCounted ? (councils.get(councilCode)?.population ?? null) : null,
    source,
    sample: performance.sample,
    sourceNote: performance.sourceNote,
    standing:
      isCounted && councilType !== null
        ? await loadStanding(performance, councilType, context)
        : null,
    categories: isCounted
      ? await context
          .loader(categoriesByCouncilYear)
          .load(formatLiveCouncilYear(councilCode, yearEnding))
      : null,
  };
}

function describeAverage(average: SimilarAverage): AverageFigures {
  const { councils, upheld, satisfactoryRemedies, upheldPer100k } = average;
  return { councils, upheld, satisfactoryRemedies, upheldPer100k };
}

async function describeNation(
  yearEnding: number,
  context: OperationContext,
): Promise<NationalFigures | null> {
  const national = await loadNationalPerformance(yearEnding, context, true);
  if (national === null) return null;
  const group = { yearEnding, councilType: null, region: null };
  return {
    councils: national.councils,
    received: national.received,
    decided: national.decided,
    investigated: national.investigated,
    outcomes: national.outcomes,
    subjects: national.subjects,
    upheld: national.upheld,
    satisfactoryRemedies: national.satisfactoryRemedies,
    upheldPer100k: national.upheldPer100k,
    byType: national.byType.map((average) => ({
      ...describeAverage(average),
      councilType: average.councilType,
      source: FigureSource.CASEWORK,
    })),
    source: national.source,
    sample: national.sample,
    categories: categoryCounts(await sumGroupCategories(context.databases.decisions, group)),
  };
}
