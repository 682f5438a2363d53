import { formatCouncilYear, parseCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { parseGroup } from '../../schema/common/group-key.ts';
import { standingAmong } from '../../schema/common/rank-rates.ts';
import type { Standing } from '../../schema/common/standing.type.ts';
import { parseTypeYear } from '../../schema/common/type-year.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import type { OperationContext } from '../operation-context.ts';
import {
  findComplianceRollups,
  findComplianceRollupsOfYears,
  findGroupRollups,
  findPublishedCompliance,
  findPublishedComplianceAverages,
  sumComplianceRollups,
} from './compliance.repository.ts';
import {
  type ComplianceFigures,
  countedCompliance,
  printedCompliance,
  unknownCompliance,
} from './compliance.ts';

/**
 * Compliance by the key of a council's figures, `E07000107-2020`: printed where the figures were printed. Null where
 * nothing was recorded: whether that is a zero or unknown is for the year to tell.
 */
export const complianceByCouncilYear = defineLoader(
  'complianceByCouncilYear',
  async (keys: readonly string[], { databases }) => {
    const asked = keys.flatMap((key) => parseCouncilYear(key) ?? []);
    const codes = [...new Set(asked.map((key) => key.councilCode))];
    const years = [...new Set(asked.map((key) => key.yearEnding))];
    const [rollups, printed] = await Promise.all([
      findComplianceRollups(databases.recommendations, codes, years),
      findPublishedCompliance(databases.recommendations, codes, years),
    ]);
    const rows = groupBy(
      rollups,
      (row) => formatCouncilYear(row.councilCode, row.yearEnding) as string,
      (row) => row,
    );
    const found = new Map([...rows].map(([key, group]) => [key, countedCompliance(group)]));
    for (const row of printed) {
      found.set(formatCouncilYear(row.councilCode, row.yearEnding), printedCompliance(row));
    }
    return found;
  },
  () => null,
);

/** Outcomes of a year by council type. */
export const complianceSumsByYear = defineLoader(
  'complianceSumsByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await sumComplianceRollups(databases.recommendations, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
);

/** Printed compliance averages of a year. */
export const publishedComplianceByYear = defineLoader(
  'publishedComplianceByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await findPublishedComplianceAverages(databases.recommendations, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
);

/**
 * Compliance of a council's year. A council for which nothing was recorded in a year with casework has a real zero of
 * zero; in any other year nothing is known.
 */
export async function loadCompliance(
  id: string,
  context: OperationContext,
): Promise<ComplianceFigures> {
  const key = parseCouncilYear(id);
  if (!key) return unknownCompliance();
  const [known, year] = await Promise.all([
    context.loader(complianceByCouncilYear).load(id),
    context.loader(complianceSumsByYear).load(key.yearEnding),
  ]);
  return known ?? (year.length === 0 ? unknownCompliance() : countedCompliance([]));
}

/** Compliance of an average, by its key: pooled over its councils, or as printed. */
export async function loadAverageCompliance(
  id: string,
  context: OperationContext,
): Promise<ComplianceFigures> {
  const key = parseTypeYear(id);
  if (!key) return unknownCompliance();
  // Both sources are asked, whichever is wanted, so that the number of statements depends on the operation alone.
  const [printed, year] = await Promise.all([
    context.loader(publishedComplianceByYear).load(key.yearEnding),
    context.loader(complianceSumsByYear).load(key.yearEnding),
  ]);
  if (key.source === FigureSource.CASEWORK) {
    return countedCompliance(year.filter((row) => row.councilType === key.councilType));
  }
  const average = printed.find((row) => row.type === key.councilType);
  return printedCompliance({ outcomes: null, percent: average?.percent ?? null });
}

/** Compliance of all councils together in a year. */
export async function loadNationalCompliance(
  yearEnding: number,
  context: OperationContext,
): Promise<ComplianceFigures> {
  return countedCompliance(await context.loader(complianceSumsByYear).load(yearEnding));
}

/** Outcomes of a year by council and type. */
export const complianceByYear = defineLoader(
  'complianceByYear',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await findComplianceRollupsOfYears(databases.recommendations, years),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
);

/**
 * Where a council stands by compliance among those of the type under which most of its outcomes were recorded. Null
 * where none was, and where its figures were printed.
 */
export async function loadComplianceStanding(
  id: string,
  context: OperationContext,
): Promise<Standing | null> {
  const key = parseCouncilYear(id);
  if (!key) return null;
  const [known, year] = await Promise.all([
    context.loader(complianceByCouncilYear).load(id),
    context.loader(complianceByYear).load(key.yearEnding),
  ]);
  // Printed compliance has no counts.
  if (known !== null && known.counts.onTime === null) return null;
  const [own] = year
    .filter((row) => row.councilCode === key.councilCode)
    .toSorted((a, b) => countOf(b) - countOf(a) || (a.councilType < b.councilType ? -1 : 1));
  if (own === undefined) return null;
  const fractionOf = (row: typeof own) => ({
    numerator: row.onTime + row.late,
    denominator: countOf(row),
  });
  const similar = year.filter((row) => row.councilType === own.councilType);
  return standingAmong(fractionOf(own), similar.map(fractionOf), 'highest');
}

function countOf(row: { onTime: number; late: number; notComplied: number }): number {
  return row.onTime + row.late + row.notComplied;
}

/** Compliance of councils of a type or a region together. */
export async function loadGroupCompliance(
  id: string,
  context: OperationContext,
): Promise<ComplianceFigures> {
  const group = parseGroup(id);
  if (group === null) return unknownCompliance();
  return countedCompliance(await findGroupRollups(context.databases.recommendations, group));
}
