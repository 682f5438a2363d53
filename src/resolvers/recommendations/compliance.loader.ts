import {
  formatCouncilYear,
  formatLiveCouncilYear,
  parseCouncilYear,
} from '../../schema/common/council-year.ts';
import {
  describeDifferences,
  type FigureDifference,
} from '../../schema/common/figure-difference.type.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { england, frozenAverageName, parseFrozenAverage } from '../../schema/common/frozen-name.ts';
import { parseGroup } from '../../schema/common/group-key.ts';
import { parseNationYear } from '../../schema/common/nation-year.ts';
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
  type TypeSums,
} from './compliance.repository.ts';
import {
  type ComplianceFigures,
  countedCompliance,
  printedCompliance,
  unknownCompliance,
} from './compliance.ts';
import {
  compareCompliance,
  frozenCompliance,
  thawCompliance,
  type WholeCompliance,
} from './frozen.ts';

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
  { isCommon: true },
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
  { isCommon: true },
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
  const councilYear = formatCouncilYear(key.councilCode, key.yearEnding);
  const [known, year] = await Promise.all([
    context.loader(complianceByCouncilYear).load(councilYear),
    context.loader(complianceSumsByYear).load(key.yearEnding),
  ]);
  const frozen = await loadFrozenCompliance(key, context);
  if (frozen !== null) return frozen;
  return known ?? (year.length === 0 ? unknownCompliance() : countedCompliance([]));
}

/** Compliance of an average, by its key: pooled over its councils, or as printed. */
export async function loadAverageCompliance(
  id: string,
  context: OperationContext,
): Promise<ComplianceFigures> {
  const frozenKey = parseFrozenAverage(id);
  if (frozenKey !== null) {
    const { yearEnding } = frozenKey;
    const row = await context
      .loader(frozenCompliance)
      .load(`${yearEnding}/${frozenAverageName(frozenKey)}`);
    if (row !== null) return thawCompliance(row);
  }
  const key = frozenKey ?? parseTypeYear(id);
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

/** Compliance of all councils together in a year, by its key: as frozen where it is. */
export async function loadNationalCompliance(
  id: string,
  context: OperationContext,
): Promise<ComplianceFigures> {
  const key = parseNationYear(id);
  if (!key) return unknownCompliance();
  const year = await context.loader(complianceSumsByYear).load(key.yearEnding);
  if (!key.isLive && mayBeFrozen(year)) {
    const row = await context.loader(frozenCompliance).load(`${key.yearEnding}/${england}`);
    if (row !== null) return thawCompliance(row);
  }
  return countedCompliance(year);
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
  const frozen = await loadFrozenCompliance(key, context);
  if (frozen !== null) return frozen.standing;
  const councilYear = formatCouncilYear(key.councilCode, key.yearEnding);
  const [known, year] = await Promise.all([
    context.loader(complianceByCouncilYear).load(councilYear),
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

/** Every figure of compliance that is another today than when it was frozen. */
export async function loadComplianceDifferences(
  id: string,
  context: OperationContext,
): Promise<FigureDifference[]> {
  const key = parseCouncilYear(id);
  if (!key) return [];
  const frozen = await loadFrozenCompliance(key, context);
  if (frozen === null) return [];
  const live = await loadCompliance(
    formatLiveCouncilYear(key.councilCode, key.yearEnding),
    context,
  );
  return describeDifferences(compareCompliance(frozen, live));
}

/** Compliance of a council as it was frozen. Null where it is live. */
async function loadFrozenCompliance(
  { councilCode, yearEnding, isLive }: { councilCode: string; yearEnding: number; isLive: boolean },
  context: OperationContext,
): Promise<WholeCompliance | null> {
  if (isLive) return null;
  if (!mayBeFrozen(await context.loader(complianceSumsByYear).load(yearEnding))) return null;
  const row = await context.loader(frozenCompliance).load(`${yearEnding}/${councilCode}`);
  return row === null ? null : thawCompliance(row);
}

/** Whether figures of a year may be frozen, by its sums. A year without outcomes does not say. */
function mayBeFrozen(year: readonly TypeSums[]): boolean {
  return year[0]?.isYearFrozen ?? true;
}
