import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { frozenAverageName, parseFrozenAverage } from '../../schema/common/frozen-name.ts';
import { per100k, printedRate, rateOf } from '../../schema/common/rate.ts';
import { formatTypeYear, parseTypeYear, type TypeYear } from '../../schema/common/type-year.ts';
import type { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import type { DecisionTypeRollup } from '../../schema/decisions/decision-type-rollup.entity.ts';
import type { PublishedAverage } from '../../schema/decisions/published-average.entity.ts';
import { SimilarAverage } from '../../schema/decisions/similar-average.type.ts';
import { existedIn } from '../common/council-existence.ts';
import { defineLoader } from '../common/loader.ts';
import type { OperationContext } from '../operation-context.ts';
import { addUp } from './counts.ts';
import { frozenFigure, thawAverage } from './frozen.ts';
import { allDecisionCouncils, publishedAveragesByYear, sumsByYear } from './performance.loader.ts';

/** The average of a council type in a year. Null when none was printed, or there is no casework of it. */
export function loadSimilarAverage(
  key: TypeYear,
  context: OperationContext,
): Promise<SimilarAverage | null> {
  return context.loader(similarAverage).load(formatTypeYear(key));
}

/** Averages by source, council type and year: worked out once for all councils of a type. */
const similarAverage = defineLoader(
  'similarAverage',
  async (ids: readonly string[], context) => {
    const found = new Map<string, SimilarAverage>();
    await Promise.all(
      ids.map(async (id) => {
        const key = parseTypeYear(id);
        const average = key === null ? null : await readSimilarAverage(key, context);
        if (average !== null) found.set(id, average);
      }),
    );
    return found;
  },
  () => null,
  { isCommon: true },
);

async function readSimilarAverage(
  key: TypeYear,
  context: OperationContext,
): Promise<SimilarAverage | null> {
  // Both sources are asked, whichever is wanted, so that the number of statements depends on the operation alone.
  const [printed, sums, councils] = await Promise.all([
    context.loader(publishedAveragesByYear).load(key.yearEnding),
    context.loader(sumsByYear).load(key.yearEnding),
    context.loader(allDecisionCouncils).load('all'),
  ]);
  if (key.source === FigureSource.CASEWORK) return caseworkAverage(key, sums, councils);
  const average = printed.find((row) => row.type === key.councilType);
  return average ? publishedAverage(average) : null;
}

/** The average as it was frozen with the figures of its year; the live one should it be missing. */
export async function loadFrozenAverage(
  key: TypeYear,
  context: OperationContext,
): Promise<SimilarAverage | null> {
  const name = `${key.yearEnding}/${frozenAverageName(key)}`;
  const row = await context.loader(frozenFigure).load(name);
  return row === null ? loadSimilarAverage(key, context) : thawAverage(row, key);
}

/** The average behind a reference from another subgraph. */
export function loadSimilarAverageById(
  id: string,
  context: OperationContext,
): Promise<SimilarAverage | null> | null {
  const frozen = parseFrozenAverage(id);
  if (frozen !== null) return loadFrozenAverage(frozen, context);
  const key = parseTypeYear(id);
  return key === null ? null : loadSimilarAverage(key, context);
}

function publishedAverage(row: PublishedAverage): SimilarAverage {
  const average = emptyAverage({
    source: FigureSource.PUBLISHED,
    councilType: row.type,
    yearEnding: row.yearEnding,
  });
  average.councils = null;
  average.upheld = printedRate(null, null, row.upholdPercent);
  average.satisfactoryRemedies = printedRate(null, null, row.satisfactoryRemedyPercent);
  average.upheldPer100k = row.upheldPer100k;
  return average;
}

function caseworkAverage(
  key: TypeYear,
  year: readonly DecisionTypeRollup[],
  councils: ReadonlyMap<string, DecisionCouncil>,
): SimilarAverage | null {
  const rows = year.filter((row) => row.councilType === key.councilType);
  if (rows.length === 0) return null;
  const sums = addUp(rows);
  const pooled = [...councils.values()].filter(
    (council) => council.type === key.councilType && existedIn(key.yearEnding, council),
  );
  const population = pooled.reduce((sum, council) => sum + (council.population ?? 0), 0);
  const average = emptyAverage(key);
  average.councils = pooled.length;
  average.upheld = rateOf(sums.upheld, sums.upheld + sums.notUpheld);
  average.satisfactoryRemedies = rateOf(sums.satisfactoryRemedies, sums.upheld);
  average.upheldPer100k = per100k(sums.upheld, population);
  return average;
}

function emptyAverage(key: TypeYear): SimilarAverage {
  const average = new SimilarAverage();
  average.id = formatTypeYear(key);
  average.councilType = key.councilType;
  average.yearEnding = key.yearEnding;
  average.source = key.source;
  return average;
}
