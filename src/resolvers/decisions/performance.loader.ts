import { In } from 'typeorm';
import {
  formatCouncilYear,
  formatLiveCouncilYear,
  parseCouncilYear,
} from '../../schema/common/council-year.ts';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import type { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import type { DecisionRollup } from '../../schema/decisions/decision-rollup.entity.ts';
import { PublishedFigure } from '../../schema/decisions/published-figure.entity.ts';
import { existedIn } from '../common/council-existence.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import type { OperationContext } from '../operation-context.ts';
import { categoryCounts } from './categories.ts';
import { frozenFigure, thawPerformance } from './frozen.ts';
import {
  findCaseworkYears,
  findDecisionCouncils,
  findPublishedAverages,
  findPublishedFigures,
  findRollups,
  findTypeRollups,
  sumByCouncil,
  sumCategories,
  type TypeSums,
} from './performance.repository.ts';
import { caseworkPerformance, publishedPerformance, unknownPerformance } from './performance.ts';

/** All councils that the decisions subgraph remembers, by code, under the key `all`: a few hundred small rows. */
export const allDecisionCouncils = defineLoader(
  'allDecisionCouncils',
  async (_keys: readonly 'all'[], { databases }) => {
    const rows = await findDecisionCouncils(databases.decisions);
    const byCode = councilsByCode.get(rows) ?? new Map(rows.map((row) => [row.councilCode, row]));
    councilsByCode.set(rows, byCode);
    return new Map([['all', byCode] as const]);
  },
  (): ReadonlyMap<string, DecisionCouncil> => new Map(),
  { isCommon: true },
);

const councilsByCode = new WeakMap<
  readonly DecisionCouncil[],
  ReadonlyMap<string, DecisionCouncil>
>();

/** The years that have casework, in order, under the key `all`. */
export const caseworkYears = defineLoader(
  'caseworkYears',
  async (_keys: readonly 'all'[], { databases }) =>
    new Map([['all', await findCaseworkYears(databases.decisions)]] as const),
  () => [],
  { isCommon: true },
);

/** Years of which a council's figures were printed. */
export const publishedYearsByCouncil = defineLoader(
  'publishedYearsByCouncil',
  async (codes: readonly string[], { databases }) => {
    const rows = await databases.decisions.getRepository(PublishedFigure).find({
      where: { councilCode: In([...codes]) },
      select: { councilCode: true, yearEnding: true },
    });
    return groupBy(
      rows,
      (row) => row.councilCode,
      (row) => row.yearEnding,
    );
  },
  () => [],
);

/** Figures of a council and year by its key, `E07000107-2020`. Null for what is no such key. */
export const performanceByCouncilYear = defineLoader(
  'performanceByCouncilYear',
  (keys: readonly string[], context) => readPerformances(keys, context),
  (): CouncilPerformance | null => null,
);

async function readPerformances(
  keys: readonly string[],
  context: OperationContext,
): Promise<Map<string, CouncilPerformance>> {
  const asked = keys.flatMap((key) => parseCouncilYear(key) ?? []);
  const found = new Map<string, CouncilPerformance>();
  if (asked.length === 0) return found;
  const codes = [...new Set(asked.map((key) => key.councilCode))];
  const years = [...new Set(asked.map((key) => key.yearEnding))];
  const database = context.databases.decisions;
  // All are asked for whatever the rows hold, so that the number of statements depends on the operation alone.
  const [figures, rollups, councilByCode, yearSums] = await Promise.all([
    findPublishedFigures(database, codes, years),
    findRollups(database, codes, years),
    context.loader(allDecisionCouncils).load('all'),
    Promise.all(years.map((year) => context.loader(sumsByYear).load(year))),
  ]);
  const keyOf = (row: { councilCode: string; yearEnding: number }) =>
    formatCouncilYear(row.councilCode, row.yearEnding);
  const figureByKey = new Map(figures.map((row) => [keyOf(row), row]));
  const rollupsByKey: Map<string, DecisionRollup[]> = groupBy(rollups, keyOf, (row) => row);
  const covered = new Set(years.filter((_year, index) => yearSums[index]?.length));
  const perhapsFrozen = new Set(years.filter((_year, index) => mayBeFrozen(yearSums[index] ?? [])));
  const frozen = await Promise.all(
    asked
      .filter(({ isLive, yearEnding }) => !isLive && perhapsFrozen.has(yearEnding))
      .map(({ councilCode, yearEnding }) =>
        context.loader(frozenFigure).load(`${yearEnding}/${councilCode}`),
      ),
  );
  const frozenByKey = new Map(
    frozen
      .filter((row) => row !== null)
      .map((row) => [formatCouncilYear(row.name, row.yearEnding), row]),
  );
  for (const { councilCode, yearEnding, isLive } of asked) {
    const key = formatCouncilYear(councilCode, yearEnding);
    const frozenRow = frozenByKey.get(key);
    if (!isLive && frozenRow) {
      found.set(key, thawPerformance(frozenRow));
      continue;
    }
    const keep = (performance: CouncilPerformance) => {
      if (isLive) performance.id = formatLiveCouncilYear(councilCode, yearEnding);
      found.set(performance.id, performance);
    };
    const figure = figureByKey.get(key);
    const council = councilByCode.get(councilCode);
    if (figure) {
      keep(publishedPerformance(figure, council?.type ?? null));
      continue;
    }
    const rows = rollupsByKey.get(key) ?? [];
    const hadNoCase =
      covered.has(yearEnding) && council !== undefined && existedIn(yearEnding, council);
    if (rows.length > 0 || hadNoCase) {
      const performance = caseworkPerformance(councilCode, yearEnding, rows);
      performance.councilType ??= council?.type ?? null;
      keep(performance);
    } else if (council !== undefined) {
      keep(unknownPerformance(councilCode, yearEnding));
    }
  }
  return found;
}

/** Whether figures of a year may be frozen, by its sums. A year without casework does not say. */
export function mayBeFrozen(year: readonly TypeSums[]): boolean {
  return year[0]?.isYearFrozen ?? true;
}

/** Counts of a year by council type and subject. */
export const sumsByYear = defineLoader(
  'sumsByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await findTypeRollups(databases.decisions, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
  { isCommon: true },
);

/** Printed averages of a year. */
export const publishedAveragesByYear = defineLoader(
  'publishedAveragesByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await findPublishedAverages(databases.decisions, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
  { isCommon: true },
);

/** Sums of a year by council and type. */
export const councilSumsByYear = defineLoader(
  'councilSumsByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await sumByCouncil(databases.decisions, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
  { isCommon: true },
);

/** Counts by category of a council and year by its key, `E07000107-2020`. */
export const categoriesByCouncilYear = defineLoader(
  'categoriesByCouncilYear',
  async (keys: readonly string[], { databases }) => {
    const asked = keys.flatMap((key) => parseCouncilYear(key) ?? []);
    const codes = [...new Set(asked.map((key) => key.councilCode))];
    const years = [...new Set(asked.map((key) => key.yearEnding))];
    const rows = await sumCategories(databases.decisions, codes, years);
    const byKey = groupBy(
      rows,
      (row) => formatCouncilYear(row.councilCode, row.yearEnding) as string,
      (row) => row,
    );
    // The same for a frozen key and a live one: what is frozen is kept with the figures.
    return new Map(
      asked.flatMap(({ councilCode, yearEnding, isLive }) => {
        const key = formatCouncilYear(councilCode, yearEnding);
        const counts = categoryCounts(byKey.get(key) ?? []);
        return [[isLive ? formatLiveCouncilYear(councilCode, yearEnding) : key, counts] as const];
      }),
    );
  },
  () => [],
);
