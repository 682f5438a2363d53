/**
 * The yearly open-data tables: what is counted of each council, with the working of every percentage.
 */
import {
  count,
  decimal,
  type OpenDataColumn,
  type OpenDataTable,
  percentage,
  similarCouncils,
  whence,
  whose,
} from './open-data-table.ts';

/** The nine subjects as the graph names them, in the order of letters, each with its words. */
const subjects: readonly (readonly [string, string])[] = [
  ['ADULT_CARE_SERVICES', 'adult care services'],
  ['BENEFITS_AND_TAX', 'benefits and tax'],
  ['CORPORATE_AND_OTHER_SERVICES', 'corporate and other services'],
  ['EDUCATION_AND_CHILDRENS_SERVICES', 'education and children’s services'],
  ['ENVIRONMENTAL_SERVICES', 'environmental services, public protection and regulation'],
  ['HIGHWAYS_AND_TRANSPORT', 'highways and transport'],
  ['HOUSING', 'housing'],
  ['PLANNING_AND_DEVELOPMENT', 'planning and development'],
  ['OTHER', 'anything else'],
];

/** The six outcomes as the graph names them, in the order of letters. */
const outcomes: readonly (readonly [string, string])[] = [
  ['INVALID_OR_INCOMPLETE', 'Decided as invalid or incomplete'],
  ['ADVICE_GIVEN', 'Decided with advice given'],
  ['REFERRED_BACK', 'Referred back to the council'],
  ['CLOSED_AFTER_INITIAL_ENQUIRIES', 'Closed after initial enquiries'],
  ['NOT_UPHELD', 'Investigated and not upheld'],
  ['UPHELD', 'Investigated and upheld'],
];

const receivedBySubject: OpenDataTable = {
  name: 'received-by-subject',
  title: 'Complaints received, by subject',
  description: 'Complaints received about each council in the year, by the day of receipt.',
  columns: [
    ...whose,
    count('received', 'Complaints received in the year', (year) => year.performance.received),
    ...subjects.map(([subject, name]) =>
      count(
        `received_${subject.toLowerCase()}`,
        `Complaints received about ${name}`,
        ({ performance }) =>
          performance.subjects.find((one) => one.subject === subject)?.received ?? null,
      ),
    ),
    ...whence,
  ],
};

const decidedByOutcome: OpenDataTable = {
  name: 'decided-by-outcome',
  title: 'Complaints decided, by outcome, with the uphold rate',
  description:
    'Complaints decided about each council in the year, by the day of decision, with the uphold rate (upheld ÷ investigated) and that of similar councils. Received and decided need not agree: cases cross year ends.',
  columns: [
    ...whose,
    count('decided', 'Complaints decided in the year', (year) => year.performance.decided),
    ...outcomes.map(([outcome, description]) =>
      count(
        outcome.toLowerCase(),
        description,
        ({ performance }) =>
          performance.outcomes.find((one) => one.outcome === outcome)?.count ?? null,
      ),
    ),
    count(
      'investigated',
      'Detailed investigations: upheld and not upheld',
      (year) => year.performance.investigated,
    ),
    percentage('uphold_pct', 'upheld ÷ investigated', (year) => year.performance.upheld.percent),
    decimal(
      'upheld_per_100k',
      'Upheld for every 100,000 people',
      (year) => year.performance.upheldPer100k,
    ),
    ...similarCouncils,
    ...similarRate('uphold_pct', 'upheld', 'similar_upheld', 'similar_investigated'),
    decimal(
      'similar_upheld_per_100k',
      'Upheld for every 100,000 people of similar councils',
      (year) => year.performance.similar?.upheldPer100k ?? null,
    ),
    ...whence,
  ],
};

const complianceAndRemedies: OpenDataTable = {
  name: 'compliance-and-remedies',
  title: 'Compliance with recommendations, and satisfactory remedies',
  description:
    'Compliance outcomes of each council by the day on which they were recorded, with the compliance rate (complied ÷ compliance_outcomes, on time or late), and upheld complaints that the council had already offered to put right, with the satisfactory remedy rate (satisfactory_remedies ÷ upheld).',
  columns: [
    ...whose,
    count(
      'compliance_outcomes',
      'Compliance outcomes recorded in the year',
      (year) => year.performance.compliance.denominator,
    ),
    count(
      'complied',
      'Outcomes with everything done, on time or late',
      (year) => year.performance.compliance.numerator,
    ),
    count('on_time', 'Everything done in time', (year) => year.performance.complianceCounts.onTime),
    count('late', 'Everything done, some late', (year) => year.performance.complianceCounts.late),
    count(
      'not_complied',
      'Something not done',
      (year) => year.performance.complianceCounts.notComplied,
    ),
    percentage(
      'compliance_pct',
      'complied ÷ compliance_outcomes',
      (year) => year.performance.compliance.percent,
    ),
    count(
      'upheld',
      'Upheld in the year',
      ({ performance }) =>
        performance.satisfactoryRemedies.denominator ?? performance.upheld.numerator,
    ),
    count(
      'satisfactory_remedies',
      'Upheld with a satisfactory remedy offered before',
      (year) => year.performance.satisfactoryRemedies.numerator,
    ),
    percentage(
      'satisfactory_remedy_pct',
      'satisfactory_remedies ÷ upheld',
      (year) => year.performance.satisfactoryRemedies.percent,
    ),
    ...similarCouncils,
    ...similarRate(
      'compliance_pct',
      'compliance',
      'similar_complied',
      'similar_compliance_outcomes',
    ),
    ...similarRate(
      'satisfactory_remedy_pct',
      'satisfactoryRemedies',
      'similar_satisfactory_remedies',
      'similar_upheld',
    ),
    ...whence,
  ],
};

/** Numerator, denominator and percentage of the similar councils' rate. */
function similarRate(
  name: string,
  rate: 'upheld' | 'compliance' | 'satisfactoryRemedies',
  numerator: string,
  denominator: string,
): OpenDataColumn[] {
  return [
    count(
      numerator,
      'Sum over similar councils',
      (year) => year.performance.similar?.[rate].numerator ?? null,
    ),
    count(
      denominator,
      'Sum over similar councils',
      (year) => year.performance.similar?.[rate].denominator ?? null,
    ),
    percentage(
      `similar_${name}`,
      `${numerator} ÷ ${denominator}`,
      (year) => year.performance.similar?.[rate].percent ?? null,
    ),
  ];
}

/** Every table, in the order in which pages name them. */
export const openDataTables: readonly OpenDataTable[] = [
  receivedBySubject,
  decidedByOutcome,
  complianceAndRemedies,
];

/** Reads the cells of some councils. */
export function readOpenDataRows(
  table: OpenDataTable,
  councils: readonly Parameters<OpenDataColumn['read']>[0][],
  yearEnding: number,
) {
  return councils.map((year) => table.columns.map((column) => column.read(year, yearEnding)));
}
