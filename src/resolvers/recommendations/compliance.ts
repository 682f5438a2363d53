import { printedRate, rateOf } from '../../schema/common/rate.ts';
import type { Rate } from '../../schema/common/rate.type.ts';
import type { ComplianceCounts } from '../../schema/recommendations/compliance-counts.type.ts';
import type { PublishedCompliance } from '../../schema/recommendations/published-compliance.entity.ts';
import type { ComplianceSums } from './compliance.repository.ts';

/** A compliance rate with its parts. */
export interface ComplianceFigures {
  rate: Rate;
  counts: ComplianceCounts;
}

/** Compliance worked out: complied, on time or late, out of all outcomes recorded. */
export function countedCompliance(rows: readonly ComplianceSums[]): ComplianceFigures {
  const counts = { onTime: 0, late: 0, notComplied: 0 };
  for (const row of rows) {
    counts.onTime += row.onTime;
    counts.late += row.late;
    counts.notComplied += row.notComplied;
  }
  const complied = counts.onTime + counts.late;
  return { rate: rateOf(complied, complied + counts.notComplied), counts };
}

/** Compliance as it was printed: a percentage and out of how many, where those were. */
export function printedCompliance(row: Pick<PublishedCompliance, 'outcomes' | 'percent'>) {
  return { rate: printedRate(null, row.outcomes, row.percent), counts: unknownCounts() };
}

/** Compliance of which nothing is known. */
export function unknownCompliance(): ComplianceFigures {
  return { rate: printedRate(null, null, null), counts: unknownCounts() };
}

function unknownCounts(): ComplianceCounts {
  return { onTime: null, late: null, notComplied: null };
}
