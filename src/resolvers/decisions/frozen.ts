import { In } from 'typeorm';
import { z } from 'zod';
import { CouncilType } from '../../schema/common/council-type.enum.ts';
import { formatLiveCouncilYear } from '../../schema/common/council-year.ts';
import { FigureSource } from '../../schema/common/figure-source.enum.ts';
import { formatFrozenAverage } from '../../schema/common/frozen-name.ts';
import { formatNationYear } from '../../schema/common/nation-year.ts';
import { Subject } from '../../schema/common/subject.enum.ts';
import type { TypeYear } from '../../schema/common/type-year.ts';
import { formatTypeYear } from '../../schema/common/type-year.ts';
import type { CouncilPerformance } from '../../schema/decisions/council-performance.type.ts';
import { FrozenFigure } from '../../schema/decisions/frozen-figure.entity.ts';
import { NationalPerformance } from '../../schema/decisions/national-performance.type.ts';
import { Outcome } from '../../schema/decisions/outcome.enum.ts';
import { SimilarAverage } from '../../schema/decisions/similar-average.type.ts';
import { defineLoader } from '../common/loader.ts';
import { unknownPerformance } from './performance.ts';

/** Frozen figures by year and name: `2020/E07000107`, `2020/CASEWORK:DISTRICT`, `2020/ENGLAND`. Null where they are live. */
export const frozenFigure = defineLoader(
  'frozenFigure',
  async (keys: readonly string[], { databases }) => {
    const parts = keys.map((key) => key.split('/'));
    const rows = await databases.decisions.getRepository(FrozenFigure).findBy({
      yearEnding: In([...new Set(parts.map(([year]) => Number(year)))]),
      name: In([...new Set(parts.map(([, name]) => name ?? ''))]),
    });
    return new Map(rows.map((row) => [`${row.yearEnding}/${row.name}`, row]));
  },
  () => null,
);

const count = z.number().nullable();
const rate = z.object({ numerator: count, denominator: count, percent: count });
const standing = z
  .object({ rank: z.number(), of: z.number(), tied: z.number(), quartile: z.number() })
  .nullable();
const categoryCounts = {
  received: z.number(),
  decided: z.number(),
  investigated: z.number(),
  upheld: z.number(),
};
const categories = z.array(
  z.object({
    category: z.string(),
    ...categoryCounts,
    subcategories: z.array(z.object({ subcategory: z.string().nullable(), ...categoryCounts })),
  }),
);
const base = {
  outcomes: z.array(z.object({ outcome: z.enum(Outcome), count })),
  subjects: z.array(
    z.object({ subject: z.enum(Subject), received: count, decided: count, upheld: count }),
  ),
  upheld: rate,
  satisfactoryRemedies: rate,
  source: z.enum(FigureSource),
  sample: z.boolean(),
};

/** A council's figures as they are kept. */
const councilFigures = z.object({
  ...base,
  councilType: z.enum(CouncilType).nullable(),
  received: count,
  decided: count,
  investigated: count,
  printedUpheldPer100k: count,
  /** By which upheld for every 100,000 was divided. Null where it was printed. */
  population: count,
  sourceNote: z.string().nullable(),
  standing: z
    .object({ upheld: standing, satisfactoryRemedies: standing, upheldPer100k: standing })
    .nullable(),
  categories: categories.nullable(),
});
export type CouncilFigures = z.infer<typeof councilFigures>;

const averageFigures = z.object({
  councils: count,
  upheld: rate,
  satisfactoryRemedies: rate,
  upheldPer100k: count,
});
export type AverageFigures = z.infer<typeof averageFigures>;

const nationalFigures = z.object({
  ...base,
  councils: z.number(),
  received: z.number(),
  decided: z.number(),
  investigated: z.number(),
  upheldPer100k: count,
  byType: z.array(
    averageFigures.extend({
      councilType: z.enum(CouncilType),
      source: z.enum([FigureSource.CASEWORK, FigureSource.PUBLISHED]),
    }),
  ),
  categories,
});
export type NationalFigures = z.infer<typeof nationalFigures>;

/** A council's figures as they were frozen. */
export function thawPerformance(row: FrozenFigure): CouncilPerformance {
  const figures = councilFigures.parse(JSON.parse(row.figures));
  const performance = Object.assign(unknownPerformance(row.name, row.yearEnding), figures);
  performance.frozenAt = row.frozenAt;
  performance.frozen = { standing: figures.standing, categories: figures.categories };
  return performance;
}

/** Key of the same council's live figures. */
export function liveKeyOf({ councilCode, yearEnding }: CouncilPerformance): string {
  return formatLiveCouncilYear(councilCode, yearEnding);
}

/** An average as it was frozen. */
export function thawAverage(row: FrozenFigure, key: TypeYear): SimilarAverage {
  return makeAverage(averageFigures.parse(JSON.parse(row.figures)), key);
}

function makeAverage(figures: AverageFigures, key: TypeYear): SimilarAverage {
  const average = Object.assign(new SimilarAverage(), figures);
  average.id = formatFrozenAverage(formatTypeYear(key));
  average.councilType = key.councilType;
  average.yearEnding = key.yearEnding;
  average.source = key.source;
  return average;
}

/** England as it was frozen. */
export function thawNation(row: FrozenFigure): NationalPerformance {
  const {
    byType,
    categories: frozenCategories,
    ...figures
  } = nationalFigures.parse(JSON.parse(row.figures));
  const { yearEnding } = row;
  const national = Object.assign(new NationalPerformance(), figures);
  national.id = formatNationYear(yearEnding, false);
  national.yearEnding = yearEnding;
  national.byType = byType.map((average) => makeAverage(average, { ...average, yearEnding }));
  national.frozenAt = row.frozenAt;
  national.frozenCategories = frozenCategories;
  return national;
}
