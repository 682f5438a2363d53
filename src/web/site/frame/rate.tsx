/**
 * A rate in a line of a table: the percentage with its counts, and what similar councils come to.
 */
import { describeRate, type RateFigures } from '../words.ts';

/** @param none what a denominator of 0 means, such as "No investigations" */
export function RateCell({
  rate,
  none,
  similar = null,
}: {
  rate: RateFigures;
  none: string;
  similar?: { readonly percent: number | null } | null | undefined;
}) {
  const words = describeRate(rate, none);
  const drawn = rate.denominator !== 0 && rate.percent !== null;
  return (
    <span className="site-rate">
      <span className={drawn ? 'site-rate-main' : 'site-quiet'}>{words.main}</span>
      {words.detail !== null && <span className="site-quiet"> {words.detail}</span>}
      {similar?.percent != null && (
        <span className="site-quiet site-rate-similar"> similar {similar.percent}%</span>
      )}
    </span>
  );
}
