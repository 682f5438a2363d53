import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import type { PageRequest } from '../common/pagination.ts';
import {
  countServiceImprovements,
  findCorrectionsOf,
  findRecommendations,
  findRecommendationsByKey,
  findServiceImprovements,
} from './recommendation.repository.ts';

const idPattern = /^(\d\d \d{3} \d{3})\/(\d{1,4})$/;

/** The identifier of a recommendation in the graph: `19 007 429/1`. */
export function formatRecommendationId(decisionReference: string, number: number): string {
  return `${decisionReference}/${number}`;
}

function parseRecommendationId(id: string) {
  const parts = idPattern.exec(id);
  if (parts?.[1] === undefined) return null;
  return { decisionReference: parts[1], number: Number(parts[2]) };
}

export const recommendationById = defineLoader(
  'recommendationById',
  async (ids: readonly string[], { databases }) => {
    const keys = ids.flatMap((id) => parseRecommendationId(id) ?? []);
    const rows = await findRecommendationsByKey(databases.recommendations, keys);
    return new Map(
      rows.map((row) => [formatRecommendationId(row.decisionReference, row.number), row]),
    );
  },
  () => null,
);

export const recommendationsByDecision = defineLoader(
  'recommendationsByDecision',
  async (references: readonly string[], { databases }) =>
    groupBy(
      await findRecommendations(databases.recommendations, references),
      (row) => row.decisionReference,
      (row) => row,
    ),
  () => [],
);

/** What tells one list of a council's service improvements from another in the same operation. */
export interface ServiceImprovementList {
  yearEnding: number | null;
  page: PageRequest;
}

export const serviceImprovementsByCouncil = defineLoader(
  'serviceImprovementsByCouncil',
  async (codes: readonly string[], { databases }, list: ServiceImprovementList) =>
    groupBy(
      await findServiceImprovements(databases.recommendations, codes, list.yearEnding, list.page),
      (row) => row.councilCode,
      (row) => row,
    ),
  () => [],
);

export const serviceImprovementCountByCouncil = defineLoader(
  'serviceImprovementCountByCouncil',
  (codes: readonly string[], { databases }, yearEnding: number | null) =>
    countServiceImprovements(databases.recommendations, codes, yearEnding),
  () => 0,
);

/** Corrections of a recommendation by its identifier, the last first. */
export const correctionsByRecommendation = defineLoader(
  'correctionsByRecommendation',
  async (ids: readonly string[], { databases }) => {
    const references = ids.flatMap((id) => parseRecommendationId(id)?.decisionReference ?? []);
    return groupBy(
      await findCorrectionsOf(databases.recommendations, [...new Set(references)]),
      (row) => formatRecommendationId(row.decisionReference, row.number),
      (row) => row,
    );
  },
  () => [],
);
