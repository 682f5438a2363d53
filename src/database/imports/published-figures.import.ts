import type { Columns, RowProblem } from './column.ts';
import {
  absentable,
  councilCode,
  decimal,
  optional,
  percent,
  text,
  whole,
  yearEnding,
} from './columns.ts';
import { defineImport } from './define-import.ts';
import { type PublishedFigureRow, PublishedFigureWriter } from './published-figure-writer.ts';

const count = optional(whole());
const absentableCount = absentable(count);

const columns: Columns<PublishedFigureRow> = {
  gss_code: councilCode,
  year_ending: yearEnding,
  received: count,
  decided: count,
  invalid_or_incomplete: absentableCount,
  advice_given: absentableCount,
  referred_back: absentableCount,
  closed_after_initial_enquiries: absentableCount,
  investigated: count,
  not_upheld: count,
  upheld: count,
  uphold_pct: optional(percent),
  compliance_outcomes: count,
  compliance_pct: optional(percent),
  satisfactory_remedies: count,
  satisfactory_remedy_pct: optional(percent),
  upheld_per_100k: optional(decimal(0, 100_000)),
  received_adult_care_services: absentableCount,
  received_benefits_and_tax: absentableCount,
  received_corporate_and_other_services: absentableCount,
  received_education_and_childrens_services: absentableCount,
  received_environmental_services: absentableCount,
  received_highways_and_transport: absentableCount,
  received_housing: absentableCount,
  received_planning_and_development: absentableCount,
  received_other: absentableCount,
  source: absentable(optional(text(1000))),
};

/** Figures of council-years as they were printed. An empty cell was not printed. */
export const publishedFiguresImport = defineImport<PublishedFigureRow>({
  columns,
  key: { column: 'year_ending', of: (row) => `${row.gss_code} ${row.year_ending}` },
  check: checkFigures,
  open: (context) => PublishedFigureWriter.open(context),
});

function checkFigures(row: PublishedFigureRow): RowProblem<PublishedFigureRow>[] {
  const problems: RowProblem<PublishedFigureRow>[] = [];
  const atMost = (column: keyof PublishedFigureRow, limit: keyof PublishedFigureRow) => {
    const [value, maximum] = [row[column], row[limit]];
    if (typeof value !== 'number' || typeof maximum !== 'number' || value <= maximum) return;
    problems.push({ column, expected: `at most ${limit} (${maximum})`, got: String(value) });
  };
  atMost('upheld', 'investigated');
  atMost('not_upheld', 'investigated');
  atMost('investigated', 'decided');
  atMost('satisfactory_remedies', 'upheld');
  const { investigated, upheld, not_upheld } = row;
  const agrees = (
    column: 'uphold_pct' | 'satisfactory_remedy_pct',
    count: number | null,
    of: number | null,
  ) => {
    const percentage = row[column];
    if (percentage === null || count === null || of === null || of === 0) return;
    const counted = Math.floor((count / of) * 100 + 0.5);
    if (Math.abs(percentage - counted) <= 1) return;
    const expected = `${counted} (${count} of ${of}), give or take 1`;
    problems.push({ column, expected, got: String(percentage) });
  };
  if (problems.length === 0) {
    agrees('uphold_pct', upheld, investigated);
    agrees('satisfactory_remedy_pct', row.satisfactory_remedies, upheld);
  }
  if (investigated !== null && upheld !== null && not_upheld !== null) {
    if (problems.length === 0 && upheld + not_upheld !== investigated) {
      problems.push({
        column: 'investigated',
        expected: `upheld and not_upheld together (${upheld + not_upheld})`,
        got: String(investigated),
      });
    }
  }
  return problems;
}
