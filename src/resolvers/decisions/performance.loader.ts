import { In } from 'typeorm';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import type { DecisionRollup } from '../../schema/decisions/decision-rollup.entity.ts';
import { PublishedFigure } from '../../schema/decisions/published-figure.entity.ts';
import { formatCouncilYear, parseCouncilYear } from '../../schema/shared/council-year.ts';
import type { OperationContext } from '../operation-context.ts';
import { groupBy } from '../shared/group-by.ts';
import { defineLoader } from '../shared/loader.ts';
import { existedIn } from './council-existence.ts';
import {
  findCoveredYears,
  findDecisionCouncils,
  findPublishedAverages,
  findPublishedFigures,
  findRollups,
  findYearSpan,
  sumRollups,
} from './performance.repository.ts';
import { caseworkPerformance, publishedPerformance, unknownPerformance } from './performance.ts';

export const decisionCouncilByCode = defineLoader(
  'decisionCouncilByCode',
  async (codes: readonly string[], { databases }) => {
    const rows = await findDecisionCouncils(databases.decisions, codes);
    return new Map(rows.map((row) => [row.councilCode, row]));
  },
  () => null,
);

/** All councils that the decisions subgraph remembers, under the key `all`. */
export const allDecisionCouncils = defineLoader(
  'allDecisionCouncils',
  async (_keys: readonly 'all'[], { databases }) =>
    new Map([['all', await findDecisionCouncils(databases.decisions)]] as const),
  () => [],
);

/** Whether a year ending has casework. */
export const caseworkCoversYear = defineLoader(
  'caseworkCoversYear',
  async (years: readonly number[], { databases }) => {
    const covered = await findCoveredYears(databases.decisions, years);
    return new Map(years.map((year) => [year, covered.has(year)]));
  },
  () => false,
);

/** First and last year that have casework, under the key `all`. */
export const caseworkYearSpan = defineLoader(
  'caseworkYearSpan',
  async (_keys: readonly 'all'[], { databases }) => {
    const span = await findYearSpan(databases.decisions);
    return new Map(span ? [['all', span] as const] : []);
  },
  () => null,
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
  const [figures, rollups, councils] = await Promise.all([
    findPublishedFigures(database, codes, years),
    findRollups(database, codes, years),
    context.loader(decisionCouncilByCode).loadMany(codes),
  ]);
  const keyOf = (row: { councilCode: string; yearEnding: number }) =>
    formatCouncilYear(row.councilCode, row.yearEnding);
  const figureByKey = new Map(figures.map((row) => [keyOf(row), row]));
  const rollupsByKey: Map<string, DecisionRollup[]> = groupBy(rollups, keyOf, (row) => row);
  const councilByCode = new Map(
    councils.flatMap((row) => (row instanceof DecisionCouncil ? [[row.councilCode, row]] : [])),
  );
  const caseworkYears = await coveredYears(asked, rollups, context);
  for (const { councilCode, yearEnding } of asked) {
    const key = formatCouncilYear(councilCode, yearEnding);
    const figure = figureByKey.get(key);
    const council = councilByCode.get(councilCode);
    if (figure) {
      found.set(key, publishedPerformance(figure, council?.type ?? null));
      continue;
    }
    const rows = rollupsByKey.get(key) ?? [];
    const hadNoCase =
      caseworkYears.has(yearEnding) && council !== undefined && existedIn(yearEnding, council);
    if (rows.length > 0 || hadNoCase) {
      const performance = caseworkPerformance(councilCode, yearEnding, rows);
      performance.councilType ??= council?.type ?? null;
      found.set(key, performance);
    } else if (council !== undefined) {
      found.set(key, unknownPerformance(councilCode, yearEnding));
    }
  }
  return found;
}

/** Years with casework. Those that show up in the rows need not be asked for. */
async function coveredYears(
  asked: readonly { yearEnding: number }[],
  rollups: readonly DecisionRollup[],
  context: OperationContext,
): Promise<ReadonlySet<number>> {
  const covered = new Set(rollups.map((row) => row.yearEnding));
  const others = [...new Set(asked.map((key) => key.yearEnding))].filter((y) => !covered.has(y));
  const answers = await Promise.all(others.map((y) => context.loader(caseworkCoversYear).load(y)));
  for (const [index, year] of others.entries()) if (answers[index]) covered.add(year);
  return covered;
}

/** Counts of a year by council type and subject. */
export const sumsByYear = defineLoader(
  'sumsByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await sumRollups(databases.decisions, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
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
);
