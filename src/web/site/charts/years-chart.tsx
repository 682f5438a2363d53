/**
 * A small chart of a council's years, beside the average of similar councils, with the figures as a table.
 */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { formatYear } from '../words.ts';
import { type ChartUnit, fillYears, findTop, writeValue, type YearPoint } from './year-points.ts';

const WIDTH = 280;
const HEIGHT = 132;
const EDGE = { top: 14, right: 16, bottom: 26, left: 40 };

function sayYears(points: readonly YearPoint[]): string {
  return points.map(({ yearEnding, words }) => `${formatYear(yearEnding)}: ${words}`).join('; ');
}

function YearsTable({
  label,
  points,
  unit,
}: {
  label: string;
  points: readonly YearPoint[];
  unit: ChartUnit;
}) {
  const compared = points.some((point) => point.similar !== undefined);
  return (
    <details className="chart-details">
      <summary>
        Figures<span className="govuk-visually-hidden">: {label}</span>
      </summary>
      <table className="chart-table">
        <thead>
          <tr>
            <th scope="col">Year</th>
            <th scope="col">Council</th>
            {compared && <th scope="col">Similar</th>}
          </tr>
        </thead>
        <tbody>
          {points.map(({ yearEnding, words, similar }) => (
            <tr key={yearEnding}>
              <th scope="row">{formatYear(yearEnding)}</th>
              <td>{words}</td>
              {compared && <td>{similar == null ? 'Not known' : writeValue(unit, similar)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/**
 * A line of years. A year without a value is a gap, a value without neighbours a dot; break years are marked.
 *
 * @param id unique on the page
 * @param breakYears years that cannot simply be set beside others
 */
export function YearsChart({
  id,
  label,
  unit,
  points,
  breakYears = [],
}: {
  id: string;
  label: string;
  unit: ChartUnit;
  points: readonly YearPoint[];
  breakYears?: readonly number[];
}) {
  const years = fillYears(points);
  const [first, last] = [years[0]?.yearEnding ?? 0, years.at(-1)?.yearEnding ?? 0];
  const x = scaleLinear([first, Math.max(last, first + 1)], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([0, findTop(unit, years)], [HEIGHT - EDGE.bottom, EDGE.top]);
  const breaks = breakYears.filter((year) => year >= first && year <= last);
  const draw = (read: (point: YearPoint) => number | null | undefined) =>
    line<YearPoint>(
      (point) => x(point.yearEnding),
      (point) => y(read(point) ?? 0),
    ).defined((point) => read(point) != null)(years) ?? '';
  const compared = years.some((point) => point.similar != null);
  return (
    <figure className="chart-years" id={id}>
      <figcaption>{label}</figcaption>
      <svg role="img" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT}>
        <title>{`${label} by year`}</title>
        <desc>{sayYears(years)}</desc>
        {y.ticks(2).map((tick) => (
          <g key={tick}>
            <line
              className="chart-grid"
              x1={EDGE.left}
              x2={WIDTH - EDGE.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className="chart-tick" x={EDGE.left - 6} y={y(tick) + 4} textAnchor="end">
              {writeValue(unit, tick)}
            </text>
          </g>
        ))}
        {breaks.map((year) => (
          <line
            key={year}
            className="chart-break"
            x1={x(year)}
            x2={x(year)}
            y1={EDGE.top - 8}
            y2={HEIGHT - EDGE.bottom}
          />
        ))}
        {years.map(({ yearEnding }) => (
          <text
            key={yearEnding}
            className="chart-tick"
            x={x(yearEnding)}
            y={HEIGHT - 8}
            textAnchor="middle"
          >
            {years.length > 6 ? `’${String(yearEnding).slice(2)}` : yearEnding}
          </text>
        ))}
        {compared && <path className="chart-line-similar" d={draw((point) => point.similar)} />}
        <path className="chart-line-own" d={draw((point) => point.value)} />
        {years.map(
          ({ yearEnding, value }) =>
            value !== null && (
              <circle
                key={yearEnding}
                className="chart-dot"
                cx={x(yearEnding)}
                cy={y(value)}
                r="4"
              />
            ),
        )}
      </svg>
      <p className="chart-key">
        <span className="chart-key-own">Council</span>
        {compared && <span className="chart-key-similar">Similar councils</span>}
        {breaks.length > 0 && (
          <span className="chart-key-break">{breaks.join(' and ')}: not like other years</span>
        )}
      </p>
      <YearsTable label={label} points={years} unit={unit} />
    </figure>
  );
}
