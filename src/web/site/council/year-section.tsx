/**
 * A council's years side by side: small charts, and what breaks the comparison.
 */
import type { ChartUnit, YearPoint } from '../charts/year-points.ts';
import { YearsChart } from '../charts/years-chart.tsx';
import { PageSection } from '../frame/notices.tsx';
import { describeRate, formatCount, formatYear, type RateFigures } from '../words.ts';
import type { BreakYear, CouncilYear } from './council.query.ts';

interface SmallChart {
  readonly id: string;
  readonly label: string;
  readonly unit: ChartUnit;
  readonly points: readonly YearPoint[];
}

function ratePoint(
  yearEnding: number,
  rate: RateFigures,
  none: string,
  similar: number | null | undefined,
): YearPoint {
  const { main, detail } = describeRate(rate, none);
  return {
    yearEnding,
    value: rate.denominator === 0 ? null : rate.percent,
    words: detail === null ? main : `${main}, ${detail}`,
    similar: similar ?? null,
  };
}

function listCharts(years: readonly CouncilYear[]): readonly SmallChart[] {
  const withCompliance = years.flatMap(({ yearEnding, compliance, similar }) =>
    compliance === undefined
      ? []
      : [ratePoint(yearEnding, compliance, 'Nothing was due', similar?.compliance?.percent)],
  );
  const charts: readonly SmallChart[] = [
    {
      id: 'years-upheld',
      label: 'Uphold rate',
      unit: 'percent',
      points: years.map(({ yearEnding, upheld, similar }) =>
        ratePoint(yearEnding, upheld, 'No investigations', similar?.upheld.percent),
      ),
    },
    { id: 'years-compliance', label: 'Compliance rate', unit: 'percent', points: withCompliance },
    {
      id: 'years-remedies',
      label: 'Satisfactory remedies',
      unit: 'percent',
      points: years.map(({ yearEnding, satisfactoryRemedies, similar }) =>
        ratePoint(
          yearEnding,
          satisfactoryRemedies,
          'Nothing was upheld',
          similar?.satisfactoryRemedies.percent,
        ),
      ),
    },
    {
      id: 'years-per-100k',
      label: 'Upheld per 100,000 people',
      unit: 'per100k',
      points: years.map(({ yearEnding, upheldPer100k, similar }) => ({
        yearEnding,
        value: upheldPer100k,
        words: upheldPer100k === null ? 'Not known' : upheldPer100k.toFixed(1),
        similar: similar?.upheldPer100k ?? null,
      })),
    },
    {
      id: 'years-received',
      label: 'Complaints received',
      unit: 'count',
      points: years.map(({ yearEnding, received }) => ({
        yearEnding,
        value: received,
        words: received === null ? 'Not known' : formatCount(received),
      })),
    },
  ];
  return charts.filter(({ points }) => points.length > 0);
}

/** The years that a page sets side by side: those with figures, the last five, the oldest first. */
function lastYears(history: readonly CouncilYear[], yearEnding: number): readonly CouncilYear[] {
  return history
    .filter((year) => year.source !== 'NONE')
    .filter((year) => year.yearEnding <= yearEnding && year.yearEnding > yearEnding - 5)
    .toSorted((one, other) => one.yearEnding - other.yearEnding);
}

/** The section "years". */
export function YearSection({
  history,
  breakYears,
  yearEnding,
}: {
  history: readonly CouncilYear[];
  breakYears: readonly BreakYear[];
  yearEnding: number;
}) {
  const years = lastYears(history, yearEnding);
  const [first] = years;
  if (first === undefined) return null;
  // A break lies between the figures on either side of it also where its own year is not known.
  const breaks = breakYears.filter(
    (year) => year.yearEnding >= first.yearEnding && year.yearEnding <= yearEnding,
  );
  return (
    <PageSection id="years" title="Year by year">
      <p className="govuk-body">Years run from 1 April to 31 March, and are named by their end.</p>
      <div className="site-charts">
        {listCharts(years).map((chart) => (
          <YearsChart
            key={chart.id}
            {...chart}
            breakYears={breaks.map((year) => year.yearEnding)}
          />
        ))}
      </div>
      {breaks.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {breaks.map((year) => (
            <li key={year.yearEnding}>
              <strong>{formatYear(year.yearEnding)}:</strong> {year.note}
            </li>
          ))}
        </ul>
      )}
    </PageSection>
  );
}
