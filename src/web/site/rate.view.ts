/**
 * A rate as it stands in a table: the percentage, the counts, and a bar with a mark for similar councils.
 */
import { type Html, html } from './html.ts';
import { describeRate, type RateFigures } from './words.ts';

/** The average of similar councils in the same year. */
export interface Average {
  readonly percent: number | null;
}

function bar(percent: number, average: number | null): Html {
  return html`<svg class="bar" viewBox="0 0 100 10" width="72" height="10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-track" y="2" width="100" height="6"/><rect class="bar-fill" y="2" width="${percent}" height="6"/>${
    average !== null &&
    html`<rect class="bar-mark" x="${Math.min(Math.max(average - 1, 0), 98)}" width="2" height="10"/>`
  }</svg>`;
}

/**
 * The content of a table cell: percentage and counts on one line, bar and average on the next.
 *
 * @param none what a denominator of 0 means, such as "No investigations"
 * @param average null: nothing to compare with, or not known
 * @param mark stands behind the counts
 */
export function renderRate(
  rate: RateFigures,
  none: string,
  average: Average | null,
  mark: Html | null = null,
): Html {
  const words = describeRate(rate, none);
  const drawn = rate.denominator !== 0 ? rate.percent : null;
  const similar = average?.percent ?? null;
  const second = drawn !== null || similar !== null;
  return html`<span class="rate"><span class="${drawn === null ? 'rate-none' : 'rate-main'}">${words.main}</span>${
    words.detail !== null && html` <span class="rate-detail">${words.detail}</span>`
  }${mark}</span>${
    second &&
    html`<span class="rate">${drawn !== null && bar(drawn, similar)}${
      similar !== null && html`<span class="rate-detail">similar ${similar}%</span>`
    }</span>`
  }`;
}
