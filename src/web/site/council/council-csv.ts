/**
 * The figures of a council's page as rows of a CSV file.
 */
import type { CouncilDetail } from './council.query.ts';

type Cell = string | number | boolean | null;

/** The columns: what a row is about, its counts, and where they are from. */
export const councilCsvColumns = [
  { name: 'section', type: 'text', description: 'The section of the page.', required: true },
  { name: 'year_ending', type: 'whole', description: 'The year ending 31 March; empty for all.' },
  { name: 'name', type: 'text', description: 'What is counted.', required: true },
  { name: 'count', type: 'decimal', description: 'The count, or the numerator of a rate.' },
  { name: 'out_of', type: 'whole', description: 'The denominator of a rate.' },
  { name: 'percent', type: 'whole', description: 'Whole per cent, half rounded up.' },
  { name: 'similar_percent', type: 'whole', description: 'The same of similar councils.' },
  { name: 'source', type: 'text', description: 'CASEWORK or PUBLISHED.' },
  { name: 'sample', type: 'boolean', description: 'True: made-up sample data.' },
] as const;

interface CsvRate {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly percent: number | null;
}

/** The rows: rates of every year, outcomes and subjects of the page's year, themes of improvements by year. */
export function listCouncilRows(council: CouncilDetail, yearEnding: number): readonly Cell[][] {
  const years = (council.performanceHistory ?? []).filter(({ source }) => source !== 'NONE');
  const rows: Cell[][] = [];
  for (const year of years) {
    const { source, sample, similar } = year;
    const rate = (name: string, of: CsvRate, average: number | null | undefined) =>
      rows.push([
        'rates',
        year.yearEnding,
        name,
        of.numerator,
        of.denominator,
        of.percent,
        average ?? null,
        source,
        sample,
      ]);
    const count = (section: string, name: string, value: number | null) =>
      rows.push([section, year.yearEnding, name, value, null, null, null, source, sample]);
    rate('uphold_rate', year.upheld, similar?.upheld.percent);
    if (year.compliance) rate('compliance_rate', year.compliance, similar?.compliance?.percent);
    rate(
      'satisfactory_remedy_rate',
      year.satisfactoryRemedies,
      similar?.satisfactoryRemedies.percent,
    );
    count('rates', 'upheld_per_100k', year.upheldPer100k);
    count('rates', 'received', year.received);
    count('rates', 'decided', year.decided);
    for (const { theme, count: of } of year.recommendationCounts?.themes ?? []) {
      count('service_improvements', theme, of);
    }
  }
  const { performance } = council;
  if (performance === undefined || performance.source === 'NONE') return rows;
  const { source, sample } = performance;
  const add = (section: string, name: string, value: number | null) =>
    rows.push([section, yearEnding, name, value, null, null, null, source, sample]);
  for (const { outcome, count } of performance.outcomes) add('outcomes', outcome, count);
  for (const { subject, received, decided, upheld } of performance.subjects) {
    add('subjects_received', subject, received);
    add('subjects_decided', subject, decided);
    add('subjects_upheld', subject, upheld);
  }
  return rows;
}
