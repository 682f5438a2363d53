import { In } from 'typeorm';
import { z } from 'zod';
import type { ComparedFigure } from '../../schema/common/figure-difference.type.ts';
import type { Standing } from '../../schema/common/standing.type.ts';
import { FrozenCompliance } from '../../schema/recommendations/frozen-compliance.entity.ts';
import { defineLoader } from '../common/loader.ts';
import type { ComplianceFigures } from './compliance.ts';

/** Frozen compliance by year and name: `2020/E07000107`, `2020/CASEWORK:DISTRICT`, `2020/ENGLAND`. Null where it is live. */
export const frozenCompliance = defineLoader(
  'frozenCompliance',
  async (keys: readonly string[], { databases }) => {
    const parts = keys.map((key) => key.split('/'));
    const rows = await databases.recommendations.getRepository(FrozenCompliance).findBy({
      yearEnding: In([...new Set(parts.map(([year]) => Number(year)))]),
      name: In([...new Set(parts.map(([, name]) => name ?? ''))]),
    });
    return new Map(rows.map((row) => [`${row.yearEnding}/${row.name}`, row]));
  },
  () => null,
);

const count = z.number().nullable();
const figures = z.object({
  rate: z.object({ numerator: count, denominator: count, percent: count }),
  counts: z.object({ onTime: count, late: count, notComplied: count }),
  standing: z
    .object({ rank: z.number(), of: z.number(), tied: z.number(), quartile: z.number() })
    .nullable(),
});

/** Compliance with where it stands among others: what is frozen. */
export interface WholeCompliance extends ComplianceFigures {
  /** Null for averages and England. */
  standing: Standing | null;
}

/** Compliance as it was frozen. */
export function thawCompliance(row: FrozenCompliance): WholeCompliance {
  return figures.parse(JSON.parse(row.figures));
}

/** Every figure of compliance, frozen beside live. */
export function compareCompliance(
  frozen: ComplianceFigures,
  live: ComplianceFigures,
): ComparedFigure[] {
  const compare = (
    figure: string,
    label: string,
    of: (from: ComplianceFigures) => number | null,
  ) => ({
    figure,
    label,
    frozen: of(frozen),
    live: of(live),
  });
  return [
    compare('complianceCounts.onTime', 'Complied with on time', ({ counts }) => counts.onTime),
    compare('complianceCounts.late', 'Complied with late', ({ counts }) => counts.late),
    compare(
      'complianceCounts.notComplied',
      'Not complied with',
      ({ counts }) => counts.notComplied,
    ),
    compare('compliance.denominator', 'Compliance outcomes', ({ rate }) => rate.denominator),
    compare('compliance.percent', 'Compliance rate in per cent', ({ rate }) => rate.percent),
  ];
}
