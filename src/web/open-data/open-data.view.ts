/**
 * The page of all open-data tables.
 */
import { html } from '../site/html.ts';
import type { PageContent } from '../site/layout.view.ts';
import { renderSampleNotice } from '../site/notice.view.ts';
import { formatCount, formatYear } from '../site/words.ts';
import type { OpenDataYear } from './council-years.query.ts';
import { openDataTables } from './tables.ts';

/** `/data`: every year with its tables. */
export function viewOpenData(years: readonly OpenDataYear[]): PageContent {
  const isSample = years.some(({ sample }) => sample);
  return {
    title: 'Open data',
    description: 'Complaints about councils in England by year, as CSV and Excel workbooks.',
    path: '/data',
    current: 'data',
    main: html`<h1>Open data</h1>
<p class="lead">One row a council, with the counts behind every percentage. Percentages are whole, half rounded up; an empty cell was not printed or has nothing to divide by, and 0 is 0.</p>
${isSample && renderSampleNotice()}
<section aria-labelledby="tables"><h2 id="tables">Tables</h2><dl>${openDataTables.map(
      ({ title, description }) => html`<dt>${title}</dt><dd>${description}</dd>`,
    )}</dl></section>
${years.length === 0 ? html`<p>There are no figures yet.</p>` : years.map(viewYear)}`,
  };
}

function viewYear({ yearEnding, councils, sample }: OpenDataYear) {
  const id = `year-${yearEnding}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${formatYear(yearEnding)}</h2>
<p>Figures of ${formatCount(councils)} ${councils === 1 ? 'council' : 'councils'}${sample && html`, <strong class="tag">Sample data</strong> among them`}. Described by <a href="/data/${yearEnding}/datapackage.json">datapackage.json</a>.</p>
<ul class="links">${openDataTables.map(({ name, title }) => {
    const path = `/data/${yearEnding}/${name}`;
    return html`<li>${title}: <a href="${path}.csv" aria-label="${title}, ${formatYear(yearEnding)}, CSV">CSV</a>, <a href="${path}.xlsx" aria-label="${title}, ${formatYear(yearEnding)}, Excel">Excel</a></li>`;
  })}</ul></section>`;
}

/** 404 for a year or a table that there is not. */
export function viewDataNotFound(message: string): PageContent {
  return {
    title: 'Table not found',
    main: html`<h1>Table not found</h1>
<p class="lead">${message}</p>
<p><a href="/data">All years and tables</a></p>
<p class="quiet">Error code: <code>OPEN_DATA_NOT_FOUND</code></p>`,
  };
}
