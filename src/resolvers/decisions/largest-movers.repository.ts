import type { DataSource } from 'typeorm';
import { MoverMeasure } from '../../schema/decisions/largest-movers.type.ts';
import { decisionDialectOf } from './decision-dialect.ts';

/** Which movers are asked for. */
export interface MoverQuestion {
  /** The later of the two years. */
  yearEnding: number;
  measure: MoverMeasure;
  /** How many at most up, and as many down. */
  first: number;
  /** Cases on which the figure must rest in both years. */
  least: number;
  /** By today's casework, frozen or not. */
  isLive: boolean;
}

/** A council with the difference of its figures. */
export interface FoundMover {
  councilCode: string;
  change: number;
}

/** Where a measure stands: as whole units (per cent, or tenths for every 100,000 people) and the cases behind them. */
interface MeasureColumns {
  /** Columns of sums over a council's rollups `r`, of the council `c`. */
  casework: { cases: string; shown: string };
  /** Columns of printed figures `p`. */
  published: { cases: string; shown: string };
  /** Paths into frozen figures, and how many units make one of what is kept there. */
  frozen: { cases: readonly string[]; shown: readonly string[]; units: number };
}

const investigated = 'SUM(r.upheld + r.not_upheld)';

/** Whole percentage of two integers, half rounded up; as `wholePercent`. Null without a denominator. */
function percentOf(numerator: string, denominator: string): string {
  return `(200 * ${numerator} + ${denominator}) / NULLIF(2 * ${denominator}, 0)`;
}

const columns: Readonly<Record<MoverMeasure, MeasureColumns>> = {
  [MoverMeasure.UPHOLD_RATE]: {
    casework: { cases: investigated, shown: percentOf('SUM(r.upheld)', investigated) },
    published: {
      cases: 'p.investigated',
      shown: `COALESCE(p.uphold_percent, ${percentOf('p.upheld', 'p.investigated')})`,
    },
    frozen: { cases: ['upheld', 'denominator'], shown: ['upheld', 'percent'], units: 1 },
  },
  [MoverMeasure.SATISFACTORY_REMEDY_RATE]: {
    casework: {
      cases: 'SUM(r.upheld)',
      shown: percentOf('SUM(r.satisfactory_remedies)', 'SUM(r.upheld)'),
    },
    published: {
      cases: 'p.upheld',
      shown: `COALESCE(p.satisfactory_remedy_percent, ${percentOf('p.satisfactory_remedies', 'p.upheld')})`,
    },
    frozen: {
      cases: ['satisfactoryRemedies', 'denominator'],
      shown: ['satisfactoryRemedies', 'percent'],
      units: 1,
    },
  },
  [MoverMeasure.UPHELD_PER_100K]: {
    casework: {
      cases: investigated,
      // As `per100k`, in tenths.
      shown:
        '(2000000 * SUM(r.upheld) + MAX(c.population)) / NULLIF(2 * CAST(MAX(c.population) AS bigint), 0)',
    },
    published: { cases: 'p.investigated', shown: 'ROUND(p.upheld_per_100k * 10)' },
    frozen: { cases: ['upheld', 'denominator'], shown: ['printedUpheldPer100k'], units: 10 },
  },
};

/**
 * Councils whose figure moved most, up and down apart, by the figures that their pages show: frozen ones before printed
 * ones, printed ones before casework. One statement, which reads one row of sums a council and year.
 */
export async function findLargestMovers(
  database: DataSource,
  { yearEnding, measure, first, least, isLive }: MoverQuestion,
): Promise<{ up: FoundMover[]; down: FoundMover[] }> {
  const { casework, published, frozen } = columns[measure];
  const { readJsonNumber } = decisionDialectOf(database);
  const read = (path: readonly string[]) => readJsonNumber('f.figures', path);
  const fromFrozen = `
    SELECT f.name AS code, f.year_ending AS year_ending, 1 AS rank,
      ${read(frozen.cases)} AS cases, ROUND(${read(frozen.shown)} * ${frozen.units}) AS shown
    FROM frozen_figure f
    WHERE f.year_ending IN (:yearBefore, :yearEnding)
      AND f.name IN (SELECT k.gss_code FROM decision_council k)
    UNION ALL`;
  const sql = `
    WITH known AS (${isLive ? '' : fromFrozen}
      SELECT p.gss_code AS code, p.year_ending AS year_ending, 2 AS rank,
        ${published.cases} AS cases, ${published.shown} AS shown
      FROM published_figure p
      WHERE p.year_ending IN (:yearBefore, :yearEnding)
      UNION ALL
      SELECT r.gss_code AS code, r.year_ending AS year_ending, 3 AS rank,
        ${casework.cases} AS cases, ${casework.shown} AS shown
      FROM decision_rollup r
      JOIN decision_council c ON c.gss_code = r.gss_code
      WHERE r.year_ending IN (:yearBefore, :yearEnding)
      GROUP BY r.gss_code, r.year_ending
    ),
    best AS (
      SELECT code, year_ending, cases, shown,
        ROW_NUMBER() OVER (PARTITION BY code, year_ending ORDER BY rank) AS choice
      FROM known
    ),
    moved AS (
      SELECT now.code AS code, now.shown - was.shown AS change
      FROM best now
      JOIN best was ON was.code = now.code
      WHERE now.year_ending = :yearEnding AND now.choice = 1 AND now.cases >= :least
        AND was.year_ending = :yearBefore AND was.choice = 1 AND was.cases >= :least
    ),
    ranked AS (
      SELECT code, change,
        ROW_NUMBER() OVER (
          PARTITION BY CASE WHEN change > 0 THEN 1 ELSE 0 END ORDER BY ABS(change) DESC, code
        ) AS place
      FROM moved
      WHERE change <> 0
    )
    SELECT code, change FROM ranked WHERE place <= :first ORDER BY place`;
  const [query, parameters] = database.driver.escapeQueryWithParameters(
    sql,
    { yearEnding, yearBefore: yearEnding - 1, least, first },
    {},
  );
  const rows: { code: string; change: number | string }[] = await database.query(query, parameters);
  const unit = measure === MoverMeasure.UPHELD_PER_100K ? 10 : 1;
  const movers = rows.map(({ code, change }) => ({
    councilCode: code,
    change: Number(change) / unit,
  }));
  return {
    up: movers.filter(({ change }) => change > 0),
    down: movers.filter(({ change }) => change < 0),
  };
}
