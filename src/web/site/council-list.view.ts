/**
 * The list of councils: search form, table, pages.
 */
import type { CouncilListData, ListedCouncil, ListPart } from './council-list.query.ts';
import { PAGE_SIZE } from './council-list.query.ts';
import {
  type CouncilSearch,
  isNarrowed,
  type SearchProblem,
  writeCouncilSearch,
} from './council-search.ts';
import { type Html, html } from './html.ts';
import type { PageContent } from './layout.view.ts';
import { renderMissingNotice, renderProblems, renderSampleNotice } from './notice.view.ts';
import { renderRate } from './rate.view.ts';
import { COUNCIL_TYPES, formatCount, formatDay, formatYear, nameType, REGIONS } from './words.ts';

/** Everything the list shows. `list` is null when the search could not be run because of `problems`. */
export interface CouncilListView {
  readonly search: CouncilSearch;
  readonly problems: readonly SearchProblem[];
  readonly list: CouncilListData | null;
  readonly missing: readonly ListPart[];
  readonly yearEnding: number;
}

const MISSING_WORDS: Readonly<Record<ListPart, string>> = {
  figures: 'uphold rates',
  letters: 'links to letters',
};

function option(value: string, text: string, chosen: string): Html {
  return html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`;
}

function renderForm(search: CouncilSearch): Html {
  return html`<form class="search" action="/" method="get" role="search" aria-label="Councils">
<div class="field field-wide"><label for="q">Council name</label><input id="q" name="q" type="search" value="${search.q}" maxlength="100" autocomplete="off" spellcheck="false"></div>
<div class="field"><label for="type">Type</label><select id="type" name="type">${option('', 'All types', search.type)}${Object.entries(COUNCIL_TYPES).map(([value, text]) => option(value, text, search.type))}</select></div>
<div class="field"><label for="region">Region</label><select id="region" name="region">${option('', 'All regions', search.region)}${REGIONS.map((region) => option(region, region, search.region))}</select></div>
<button class="button" type="submit">Search</button>
</form>`;
}

function renderLetters(council: ListedCouncil): Html {
  const [latest, ...earlier] = (council.letters?.nodes ?? []).toSorted(
    (a, b) => b.yearEnding - a.yearEnding,
  );
  if (latest === undefined) return html`<span class="quiet">None published</span>`;
  return html`<span class="stack"><a href="${latest.path}.html">${latest.yearEnding} letter<span class="unseen"> to ${council.name}</span></a>${
    earlier.length > 0 &&
    html` <a class="quiet" href="/councils/${council.slug}#letters">${earlier.length} earlier<span class="unseen"> letters to ${council.name}</span></a>`
  }</span>`;
}

function renderRow(council: ListedCouncil, missing: readonly ListPart[]): Html {
  const figures = council.performance;
  return html`<tr role="row">
<th role="rowheader" scope="row"><a href="/councils/${council.slug}">${council.name}</a>${
    council.endDate !== null &&
    html` <span class="quiet nobreak">until ${formatDay(council.endDate)}</span>`
  }</th>
<td role="cell" data-label="Type">${nameType(council.type)}</td>
<td role="cell" data-label="Region">${council.region}</td>
${
  !missing.includes('figures') &&
  html`<td role="cell" data-label="Uphold rate">${
    figures !== undefined &&
    renderRate(
      figures.upheld,
      'No investigations',
      figures.similar?.upheld ?? null,
      figures.sample ? html` <span class="tag">sample</span>` : null,
    )
  }</td>`
}
${!missing.includes('letters') && html`<td role="cell" data-label="Letters">${renderLetters(council)}</td>`}
</tr>`;
}

function renderTable(view: CouncilListView, list: CouncilListData): Html {
  const year = formatYear(view.yearEnding);
  return html`<table class="councils stacks" role="table">
<caption class="unseen">Councils, with uphold rate ${year} and annual review letters</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Council</th><th role="columnheader" scope="col">Type</th><th role="columnheader" scope="col">Region</th>${
    !view.missing.includes('figures') &&
    html`<th role="columnheader" scope="col">Uphold rate, ${year}</th>`
  }${!view.missing.includes('letters') && html`<th role="columnheader" scope="col">Letters</th>`}</tr></thead>
<tbody role="rowgroup">${list.nodes.map((council) => renderRow(council, view.missing))}</tbody>
</table>`;
}

function renderPages(search: CouncilSearch, list: CouncilListData): Html | null {
  const onFirst = search.after === '';
  const next = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  if (onFirst && next === null) return null;
  const back = { ...search, after: search.trail.at(-1) ?? '', trail: search.trail.slice(0, -1) };
  const forth = {
    ...search,
    after: next ?? '',
    trail: onFirst ? [] : [...search.trail, search.after],
  };
  return html`<nav class="pages" aria-label="Pages of councils">${
    !onFirst &&
    html`<a class="page-link page-link-back" rel="prev" href="${writeCouncilSearch(back)}">Previous page</a>`
  }${next !== null && html`<a class="page-link page-link-next" rel="next" href="${writeCouncilSearch(forth)}">Next page</a>`}</nav>`;
}

function countWords(search: CouncilSearch, list: CouncilListData): string {
  const total = formatCount(list.totalCount);
  if (list.totalCount <= PAGE_SIZE || list.nodes.length === 0) {
    return `${total} ${list.totalCount === 1 ? 'council' : 'councils'}`;
  }
  const start = search.after === '' ? 0 : (search.trail.length + 1) * PAGE_SIZE;
  return `Councils ${start + 1} to ${start + list.nodes.length} of ${total}`;
}

function renderEmpty(search: CouncilSearch): Html {
  return html`<div class="empty"><p>No council matches${search.q !== '' && html` “${search.q}”`}${
    search.type !== '' && html` of type ${nameType(search.type)}`
  }${search.region !== '' && html` in ${search.region}`}.</p>
<p>Try fewer letters of the name, or <a href="/">show all councils</a>.</p></div>`;
}

function renderResults(view: CouncilListView, list: CouncilListData): Html {
  const { search } = view;
  const sample = list.nodes.some((council) => council.performance?.sample === true);
  return html`<section aria-labelledby="results">
<div class="results-head"><h2 id="results">${countWords(search, list)}</h2>${
    isNarrowed(search) && html`<a href="/">Show all councils</a>`
  }</div>
${sample && renderSampleNotice()}
${renderMissingNotice(view.missing.map((part) => MISSING_WORDS[part]))}
${list.nodes.length === 0 ? renderEmpty(search) : renderTable(view, list)}
${renderPages(search, list)}
</section>`;
}

/** The page's content for the frame. */
export function viewCouncilList(view: CouncilListView): PageContent {
  const { search, problems, list, yearEnding } = view;
  const asked = search.q === '' ? 'Councils' : `“${search.q}” – Councils`;
  return {
    title: problems.length > 0 ? `Problem – ${asked}` : asked,
    description:
      'How councils in England deal with complaints: uphold rates, the averages of similar councils, and the annual review letters of an ombudsman.',
    ...(problems.length === 0 && { path: writeCouncilSearch(search) }),
    current: 'councils',
    main: html`<div class="intro"><h1>How councils deal with complaints</h1>
<p class="lead">Each year an ombudsman writes to every council in England about the complaints it decided. Find a council to see its figures and read its letters.</p></div>
${renderProblems(problems)}
${renderForm(search)}
${list !== null && renderResults(view, list)}
${
  list !== null &&
  html`<section class="explain" aria-labelledby="explain"><h2 id="explain">What the uphold rate says</h2>
<p>Of the complaints that were investigated and decided in the year to 31 March ${yearEnding}, the share in which the ombudsman found fault. The bar shows the council, the upright mark the average of councils of the same type. A rate built on few cases can swing widely from year to year.</p></section>`
}`,
  };
}
