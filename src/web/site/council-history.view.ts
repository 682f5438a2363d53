/**
 * A council's figures, a row a year, with what each rate means.
 */
import type { CouncilYear } from './council.query.ts';
import { type Html, html } from './html.ts';
import { renderRate } from './rate.view.ts';
import { formatCount, formatYear } from './words.ts';

function renderCount(count: number | null): Html {
  return count === null
    ? html`<span class="rate-none">Not known</span>`
    : html`${formatCount(count)}`;
}

function renderYear(year: CouncilYear): Html {
  const { similar } = year;
  return html`<tr role="row">
<th role="rowheader" scope="row">${formatYear(year.yearEnding)}${year.sample && html` <span class="tag">sample</span>`}${
    year.source === 'PUBLISHED' && html` <span class="tag tag-plain">published figures</span>`
  }</th>
<td role="cell" data-label="Received">${renderCount(year.received)}</td>
<td role="cell" data-label="Uphold rate">${renderRate(year.upheld, 'No investigations', similar?.upheld ?? null)}</td>
${
  year.compliance !== undefined &&
  html`<td role="cell" data-label="Compliance rate">${renderRate(year.compliance, 'Nothing was due', similar?.compliance ?? null)}</td>`
}
<td role="cell" data-label="Satisfactory remedies">${renderRate(year.satisfactoryRemedies, 'Nothing was upheld', similar?.satisfactoryRemedies ?? null)}</td>
</tr>`;
}

function renderNotes(years: readonly CouncilYear[]): Html | null {
  const noted = years.filter((year) => year.breakNote !== null);
  if (noted.length === 0) return null;
  return html`<ul class="notes">${noted.map(
    (year) => html`<li><strong>${formatYear(year.yearEnding)}:</strong> ${year.breakNote}</li>`,
  )}</ul>`;
}

/** The section "Complaints by year". Years of which nothing is known are left out; the newest comes first. */
export function renderHistory(name: string, history: readonly CouncilYear[]): Html {
  const years = history
    .filter((year) => year.source !== 'NONE')
    .toSorted((a, b) => b.yearEnding - a.yearEnding);
  if (years.length === 0) {
    return html`<section aria-labelledby="years"><h2 id="years">Complaints by year</h2><p>No figures for this council are on record here.</p></section>`;
  }
  return html`<section aria-labelledby="years"><h2 id="years">Complaints by year</h2>
<p>Years run from 1 April to 31 March. The bar shows the council, the upright mark the average of councils of the same type.</p>
<table class="years stacks" role="table"><caption class="unseen">Complaints about ${name} by year, newest first</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Year</th><th role="columnheader" scope="col">Received</th><th role="columnheader" scope="col">Uphold rate</th>${
    years[0]?.compliance !== undefined &&
    html`<th role="columnheader" scope="col">Compliance rate</th>`
  }<th role="columnheader" scope="col">Satisfactory remedies</th></tr></thead>
<tbody role="rowgroup">${years.map(renderYear)}</tbody></table>
${renderNotes(years)}
<dl class="meanings">
<div><dt>Uphold rate</dt><dd>Of the complaints that were investigated, the share in which the ombudsman found fault.</dd></div>
<div><dt>Compliance rate</dt><dd>Of the cases in which the ombudsman recommended something, the share in which the council did it, on time or late.</dd></div>
<div><dt>Satisfactory remedies</dt><dd>Of the complaints that were upheld, the share in which the council had already put things right before the ombudsman looked.</dd></div>
</dl></section>`;
}
