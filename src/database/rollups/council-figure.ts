import type { SqlRow } from '../sql.ts';
/** Counts of one council-year from its casework. */
export interface CaseworkFigures {
  received: number;
  decided: number;
  upheld: number;
  notUpheld: number;
  satisfactoryRemedies: number;
  /** Compliance outcomes that were complied with, on time or late. */
  complied: number;
  /** All compliance outcomes. */
  outcomes: number;
}

/** Figures of one council-year as they were printed. */
export interface PrintedFigures {
  received: number | null;
  decided: number | null;
  investigated: number | null;
  upheld: number | null;
  upholdPercent: number | null;
  satisfactoryRemedies: number | null;
  satisfactoryRemedyPercent: number | null;
  upheldPer100k: number | null;
  complianceOutcomes: number | null;
  compliancePercent: number | null;
}

/** The remembered figures of a council-year known from casework. Rates are unrounded. */
export function casework(
  decisions: Omit<CaseworkFigures, 'complied' | 'outcomes'> | undefined,
  compliance: Pick<CaseworkFigures, 'complied' | 'outcomes'> | undefined,
  population: number | null,
): SqlRow {
  const upheld = decisions?.upheld ?? 0;
  return {
    source: 'CASEWORK',
    received: decisions?.received ?? 0,
    decided: decisions?.decided ?? 0,
    upheld,
    upheld_rate: percentage(upheld, upheld + (decisions?.notUpheld ?? 0)),
    compliance_rate: percentage(compliance?.complied ?? 0, compliance?.outcomes ?? 0),
    satisfactory_remedy_rate: percentage(decisions?.satisfactoryRemedies ?? 0, upheld),
    upheld_per_100k: population ? (upheld * 100_000) / population : null,
  };
}

/** The remembered figures of a council-year that was printed: worked out where both counts were printed. */
export function printed(figures: PrintedFigures): SqlRow {
  return {
    source: 'PUBLISHED',
    received: figures.received,
    decided: figures.decided,
    upheld: figures.upheld,
    upheld_rate: exactOrPrinted(figures.upheld, figures.investigated, figures.upholdPercent),
    compliance_rate: figures.complianceOutcomes === 0 ? null : figures.compliancePercent,
    satisfactory_remedy_rate: exactOrPrinted(
      figures.satisfactoryRemedies,
      figures.upheld,
      figures.satisfactoryRemedyPercent,
    ),
    upheld_per_100k: figures.upheldPer100k,
  };
}

function exactOrPrinted(
  numerator: number | null,
  denominator: number | null,
  percent: number | null,
): number | null {
  if (numerator === null || denominator === null) return percent;
  return percentage(numerator, denominator);
}

function percentage(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : (numerator * 100) / denominator;
}
