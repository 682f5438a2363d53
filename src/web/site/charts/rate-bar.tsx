/**
 * A rate drawn beside the average of similar councils.
 */
import { scaleLinear } from 'd3-scale';
import { describeRate, type RateFigures } from '../words.ts';

/** Percent to the width of the picture, which is stretched to the width of its place. */
const across = scaleLinear([0, 100], [0, 100]).clamp(true);

function sayRate(percent: number | null | undefined): string {
  return percent == null ? 'not known' : `${percent}%`;
}

/**
 * Two bars, the council's above that of similar councils, with the figures in words below. A rate that is null has no bar.
 *
 * @param label what the rate is, such as "Uphold rate"
 * @param none what a denominator of 0 means, such as "No investigations"
 * @param who whose rate it is. Default "This council"
 */
export function RateBar({
  label,
  rate,
  similar = null,
  none,
  who = 'This council',
}: {
  label: string;
  rate: RateFigures;
  similar?: { readonly percent: number | null } | null;
  none: string;
  who?: string;
}) {
  const words = describeRate(rate, none);
  const drawn = words.detail !== null || rate.percent !== null;
  const average = similar?.percent;
  return (
    <div className="chart-rate">
      <svg className="chart-bars" role="img" viewBox="0 0 100 24" preserveAspectRatio="none">
        <title>{`${label}: ${who.toLowerCase()} ${drawn ? words.main : none.toLowerCase()}, similar councils ${sayRate(average)}`}</title>
        <rect className="chart-track" x="0" y="1" width="100" height="10" />
        {drawn && rate.percent !== null && (
          <rect className="chart-own" x="0" y="1" width={across(rate.percent)} height="10" />
        )}
        <rect className="chart-track" x="0" y="14" width="100" height="9" />
        {average != null && (
          <rect className="chart-similar" x="0" y="14" width={across(average)} height="9" />
        )}
      </svg>
      <dl className="chart-words">
        <div>
          <dt className="chart-key-own">{who}</dt>
          <dd>
            <strong>{words.main}</strong>
            {words.detail !== null && <span className="chart-quiet"> {words.detail}</span>}
          </dd>
        </div>
        <div>
          <dt className="chart-key-similar">Similar councils</dt>
          <dd>{average == null ? 'Not known' : `${average}%`}</dd>
        </div>
      </dl>
    </div>
  );
}
