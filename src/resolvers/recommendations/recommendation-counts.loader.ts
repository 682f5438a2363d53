import { formatCouncilYear, parseCouncilYear } from '../../schema/common/council-year.ts';
import { parseGroup } from '../../schema/common/group-key.ts';
import { parseNationYear } from '../../schema/common/nation-year.ts';
import type { RecommendationCounts } from '../../schema/recommendations/recommendation-counts.type.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import type { OperationContext } from '../operation-context.ts';
import { complianceByCouncilYear } from './compliance.loader.ts';
import {
  type CouncilRecommendations,
  countGroupRecommendations,
  countRecommendations,
} from './recommendation-counts.repository.ts';
import { recommendationCounts } from './recommendation-counts.ts';

/** Recommendations counted by the key of a council's figures, `E07000107-2020`. */
export const recommendationsByCouncilYear = defineLoader(
  'recommendationsByCouncilYear',
  async (keys: readonly string[], { databases }) => {
    const asked = keys.flatMap((key) => parseCouncilYear(key) ?? []);
    const codes = [...new Set(asked.map((key) => key.councilCode))];
    const years = [...new Set(asked.map((key) => key.yearEnding))];
    return groupBy(
      await countRecommendations(databases.recommendations, codes, years),
      (row) => formatCouncilYear(row.councilCode, row.yearEnding) as string,
      (row) => row,
    );
  },
  (): CouncilRecommendations[] => [],
);

/** Recommendations of a council's year. Null where its figures were printed: those do not tell them. */
export async function loadRecommendationCounts(
  id: string,
  context: OperationContext,
): Promise<RecommendationCounts | null> {
  const key = parseCouncilYear(id);
  if (key === null) return null;
  const councilYear = formatCouncilYear(key.councilCode, key.yearEnding);
  const [compliance, rows] = await Promise.all([
    context.loader(complianceByCouncilYear).load(councilYear),
    context.loader(recommendationsByCouncilYear).load(councilYear),
  ]);
  const isPrinted = compliance !== null && compliance.counts.onTime === null;
  return isPrinted ? null : recommendationCounts(rows);
}

/** Recommendations of councils of a type or a region together. */
export async function loadGroupRecommendationCounts(
  id: string,
  context: OperationContext,
): Promise<RecommendationCounts | null> {
  const group = parseGroup(id);
  if (group === null) return null;
  const { recommendations } = context.databases;
  return recommendationCounts(await countGroupRecommendations(recommendations, group));
}

/** Recommendations of England in a year. */
export async function loadNationalRecommendationCounts(
  id: string,
  context: OperationContext,
): Promise<RecommendationCounts | null> {
  const key = parseNationYear(id);
  if (key === null) return null;
  const england = { yearEnding: key.yearEnding, councilType: null, region: null };
  const { recommendations } = context.databases;
  return recommendationCounts(await countGroupRecommendations(recommendations, england));
}
