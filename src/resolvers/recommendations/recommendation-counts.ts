import type { Compliance } from '../../schema/recommendations/compliance.enum.ts';
import {
  ImprovementTheme,
  RecommendationCounts,
  RecommendationKindCount,
} from '../../schema/recommendations/recommendation-counts.type.ts';
import { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import { groupBy } from '../common/group-by.ts';
import type { CountedRecommendations } from './recommendation-counts.repository.ts';

/** Counts by kind, and of service improvements by theme. */
export function recommendationCounts(
  rows: readonly CountedRecommendations[],
): RecommendationCounts {
  const counts = new RecommendationCounts();
  counts.byKind = Object.values(RecommendationKind).map((kind) =>
    countKind(
      kind,
      rows.filter((row) => row.kind === kind),
    ),
  );
  const improvements = rows.filter((row) => row.kind === RecommendationKind.SERVICE_IMPROVEMENT);
  counts.themes = [
    ...groupBy(
      improvements,
      (row) => row.remedy,
      (row) => row,
    ),
  ]
    .map(([theme, ofTheme]) => countTheme(theme, ofTheme))
    .toSorted((a, b) => b.count - a.count || (a.theme < b.theme ? -1 : 1));
  return counts;
}

function countKind(
  kind: RecommendationKind,
  rows: readonly CountedRecommendations[],
): RecommendationKindCount {
  const count = new RecommendationKindCount();
  count.kind = kind;
  count.total = sumOf(rows);
  count.onTime = sumSettled(rows, 'ON_TIME');
  count.late = sumSettled(rows, 'LATE');
  count.notComplied = sumSettled(rows, 'NOT_COMPLIED');
  count.open = sumSettled(rows, null);
  return count;
}

function countTheme(theme: string, rows: readonly CountedRecommendations[]): ImprovementTheme {
  const counted = new ImprovementTheme();
  counted.theme = theme;
  counted.count = sumOf(rows);
  counted.late = sumSettled(rows, 'LATE');
  return counted;
}

function sumSettled(
  rows: readonly CountedRecommendations[],
  compliance: Compliance | null,
): number {
  return sumOf(rows.filter((row) => row.compliance === compliance));
}

function sumOf(rows: readonly CountedRecommendations[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
