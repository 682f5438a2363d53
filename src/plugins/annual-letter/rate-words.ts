import type { ReportFormat } from '../../reports/index.ts';
import type { LetterRate, Performance } from './query.ts';

/** One of the three rates, in words and in figures: the letter and its statistics show the same. */
export interface RateWords {
  readonly title: string;
  /** What the rate is. */
  readonly meaning: string;
  /** What it was for this council, in sentences. */
  readonly finding: string;
  /** How it compares with similar councils, one sentence. */
  readonly comparison: string;
  /** "69%", or why there is none: "No rate", "Not published". */
  readonly figure: string;
  /** `null` when there is no rate. */
  readonly percent: number | null;
  readonly similarPercent: number | null;
  /** The counts behind the rate: "37 of 54 = 69%". `null` when they were not printed, or there is no rate. */
  readonly working: string | null;
  /** What is counted, and by which date. */
  readonly base: string;
  /** More of what was counted, in sentences; empty for none. */
  readonly details: string;
}

/** The three rates of a council's year, in the order of the letter. */
export function describeRates(performance: Performance, format: ReportFormat): RateWords[] {
  const { similar } = performance;
  return [
    describeRate(performance.upheld, similar?.upheld.percent ?? null, format, {
      title: 'Complaints we upheld',
      meaning:
        'The uphold rate is the share of our detailed investigations in which we found that the council was at fault.',
      finding: findUpheld,
      base: 'Upheld, out of all detailed investigations that we decided in the period',
      details: describePer100k(performance, format),
    }),
    describeRate(performance.compliance, similar?.compliance.percent ?? null, format, {
      title: 'Recommendations carried out',
      meaning:
        'When we find fault, we usually recommend how to put it right. The compliance rate is the share of cases in which the council did what it had agreed to do, whether on time or late.',
      finding: (rate) => findCompliance(rate, performance.complianceCounts, format),
      base: 'Complied, on time or late, out of all cases whose outcome we recorded in the period',
      details: describeCases(performance.complianceCounts, format),
    }),
    describeRate(
      performance.satisfactoryRemedies,
      similar?.satisfactoryRemedies.percent ?? null,
      format,
      {
        title: 'Already put right',
        meaning:
          'Some councils recognise a fault, and offer a fair remedy for it, before we become involved. This is the share of upheld complaints in which that was so.',
        finding: findSatisfactory,
        base: 'A satisfactory remedy offered before our decision, out of all complaints that we upheld in the period',
        details: '',
      },
    ),
  ];
}

interface RateKind {
  readonly title: string;
  readonly meaning: string;
  readonly base: string;
  readonly details: string;
  readonly finding: (rate: LetterRate, format: ReportFormat) => string;
}

function describeRate(
  rate: LetterRate,
  similarPercent: number | null,
  format: ReportFormat,
  { title, meaning, base, details, finding }: RateKind,
): RateWords {
  const { denominator, percent } = rate;
  return {
    title,
    meaning,
    base,
    details,
    finding: finding(rate, format),
    comparison: compareRates(percent, similarPercent, format),
    figure:
      percent !== null ? format.percent(percent) : denominator === 0 ? 'No rate' : 'Not published',
    percent,
    similarPercent,
    working: showWorking(rate, format),
  };
}

function describePer100k({ upheldPer100k, similar }: Performance, format: ReportFormat): string {
  if (upheldPer100k === null) return '';
  const own = `Upheld complaints for every 100,000 residents: ${format.decimal(upheldPer100k)}`;
  const average = similar?.upheldPer100k ?? null;
  return average === null ? `${own}.` : `${own}; similar councils: ${format.decimal(average)}.`;
}

function describeCases(
  { onTime, late, notComplied }: Performance['complianceCounts'],
  format: ReportFormat,
): string {
  if (onTime === null || late === null || notComplied === null) return '';
  if (onTime + late + notComplied === 0) return '';
  return `On time: ${format.count(onTime)}. Late: ${format.count(late)}. Not done: ${format.count(notComplied)}.`;
}

/** "37 of 54 = 69%"; "100% of 51" where only the base was printed. */
function showWorking(
  { numerator, denominator, percent }: LetterRate,
  format: ReportFormat,
): string | null {
  if (percent === null || denominator === null) return null;
  const [rate, base] = [format.percent(percent), format.count(denominator)];
  return numerator === null
    ? `${rate} of ${base}`
    : `${format.count(numerator)} of ${base} = ${rate}`;
}

/** Whether a rate is higher or lower than the average of similar councils, or the same, in words. */
export function compareRates(
  percent: number | null,
  similar: number | null,
  format: ReportFormat,
): string {
  if (similar === null) return 'No average of similar councils was published for this year.';
  const average = format.percent(similar);
  if (percent === null) return `The average of similar councils is ${average}.`;
  if (percent === similar) return 'The rate is the same as the average of similar councils.';
  const word = percent > similar ? 'higher' : 'lower';
  return `The rate is ${word} than the average of similar councils, which is ${average}.`;
}

function findUpheld({ numerator, denominator, percent }: LetterRate, format: ReportFormat): string {
  if (denominator === 0) {
    return 'We completed no detailed investigation about the council in the year, so there is no uphold rate.';
  }
  if (percent === null) return 'The uphold rate for this year was not published.';
  const rate = format.percent(percent);
  if (denominator === null) {
    return `We upheld ${rate} of the complaints that we investigated. The number of investigations was not published.`;
  }
  if (numerator === null) {
    return `We completed ${format.plural(denominator, 'detailed investigation', 'detailed investigations')}, of which we upheld ${rate}.`;
  }
  if (denominator === 1) {
    const verdict = numerator === 1 ? 'upheld the complaint' : 'did not uphold the complaint';
    return `We completed 1 detailed investigation and ${verdict}: ${rate}.`;
  }
  const upheld = shareOf(numerator, denominator, format);
  return `We completed ${format.count(denominator)} detailed investigations and upheld ${upheld}: ${rate}.`;
}

function findCompliance(
  { numerator, denominator, percent }: LetterRate,
  counts: Performance['complianceCounts'],
  format: ReportFormat,
): string {
  if (denominator === 0) {
    return 'No recommendation came up for this check in the year, so there is no compliance rate.';
  }
  if (percent === null) return 'The compliance rate for this year was not published.';
  const rate = format.percent(percent);
  const timing = describeTiming(numerator, denominator, counts, format);
  if (denominator === null) {
    return `The council did what it had agreed in ${rate} of cases. The number of cases was not published. ${timing}`;
  }
  if (numerator === null) {
    return `We recorded the outcome of ${format.plural(denominator, 'case', 'cases')}. The council had done what it agreed in ${rate} of them. ${timing}`;
  }
  if (denominator === 1) {
    const verdict = numerator === 1 ? 'had done' : 'had not done';
    return `We recorded the outcome of 1 case: the council ${verdict} what it agreed, which makes ${rate}. ${timing}`.trim();
  }
  const complied = shareOf(numerator, denominator, format);
  return `We recorded the outcome of ${format.count(denominator)} cases. The council had done what it agreed in ${complied}: ${rate}. ${timing}`.trim();
}

/** How much of what was done was done late. Empty when nothing was done. */
function describeTiming(
  done: number | null,
  total: number | null,
  { late }: Performance['complianceCounts'],
  format: ReportFormat,
): string {
  if (done === 0) return '';
  if (late === null) return 'How much of this was late was not published.';
  if (late === 0)
    return done === total ? 'All of this was done on time.' : 'None of this was late.';
  if (late === done) return 'All of this was done late, after the date agreed.';
  return `In ${format.count(late)} of them this was done late, after the date agreed.`;
}

function findSatisfactory(
  { numerator, denominator, percent }: LetterRate,
  format: ReportFormat,
): string {
  if (denominator === 0) {
    return 'We upheld no complaint in the year, so this rate cannot be worked out.';
  }
  if (percent === null) return 'This rate was not published for this year.';
  const rate = format.percent(percent);
  if (denominator === null) {
    return `That was so in ${rate} of the complaints that we upheld. The number of complaints was not published.`;
  }
  if (numerator === null) {
    return `That was so in ${rate} of the ${format.plural(denominator, 'complaint', 'complaints')} that we upheld.`;
  }
  if (denominator === 1) {
    const verdict = numerator === 1 ? 'had already' : 'had not';
    return `We upheld 1 complaint, and the council ${verdict} offered a satisfactory remedy for it: ${rate}.`;
  }
  const offered = shareOf(numerator, denominator, format);
  return `Of the ${format.count(denominator)} complaints that we upheld, the council had already offered a satisfactory remedy in ${offered}: ${rate}.`;
}

/** "none of them", "37 of them", "both of them", "all of them": a count out of two or more. */
function shareOf(count: number, total: number, format: ReportFormat): string {
  if (count === 0) return 'none of them';
  if (count < total) return `${format.count(count)} of them`;
  return total === 2 ? 'both of them' : 'all of them';
}
