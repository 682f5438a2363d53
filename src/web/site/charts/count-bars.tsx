/**
 * Counts as bars: a table that says each count beside its bar.
 */
import { scaleLinear } from 'd3-scale';
import { formatCount } from '../words.ts';

/** A row of bars. */
export interface CountRow {
  readonly label: string;
  /** Null where it was not printed or is not known. */
  readonly count: number | null;
  /** Where the cases behind the count are. */
  readonly href?: string;
}

/**
 * Bars from the longest possible one: the largest count fills the width. The table is the text of the picture, so that
 * the bars themselves are passed over by screen readers.
 *
 * @param id unique on the page
 * @param label the table's caption
 */
export function CountBars({
  id,
  label,
  rows,
}: {
  id: string;
  label: string;
  rows: readonly CountRow[];
}) {
  const most = Math.max(1, ...rows.map(({ count }) => count ?? 0));
  const across = scaleLinear([0, most], [0, 100]);
  return (
    <table className="chart-counts" id={id}>
      <caption>{label}</caption>
      <tbody>
        {rows.map(({ label: name, count, href }) => (
          <tr key={name}>
            <th scope="row">
              {href === undefined ? (
                name
              ) : (
                <a className="govuk-link" href={href}>
                  {name}
                </a>
              )}
            </th>
            <td className="chart-count">{count === null ? 'Not known' : formatCount(count)}</td>
            <td className="chart-bar">
              {count !== null && (
                <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
                  <rect className="chart-own" width={across(count)} height="10" />
                </svg>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
