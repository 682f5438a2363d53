/**
 * Pages that have nothing to show but a message: not found, out of order.
 */
import { type Html, html } from './html.ts';
import type { PageContent } from './layout.view.ts';
import type { SuggestedCouncil } from './near-matches.ts';

function renderSearch(): Html {
  return html`<form class="search" action="/" method="get" role="search" aria-label="Councils"><div class="field field-wide"><label for="q">Council name</label><input id="q" name="q" type="search" maxlength="100" autocomplete="off" spellcheck="false"></div><button class="button" type="submit">Search</button></form>`;
}

function renderCode(code: string): Html {
  return html`<p class="quiet">Error code: <code>${code}</code></p>`;
}

/** 404 for an address that nothing answers to. */
export function viewPageNotFound(): PageContent {
  return {
    title: 'Page not found',
    main: html`<h1>Page not found</h1>
<p class="lead">There is no page at this address. If you typed it, check that it is right; if you followed a link, the page may have moved.</p>
<p>You can look for a council, or ask the <a href="/graphql">data explorer</a>.</p>
${renderSearch()}
${renderCode('NOT_FOUND')}`,
  };
}

/** 404 for a council that we do not know, with those that are spelt nearly alike. */
export function viewCouncilNotFound(
  slug: string,
  suggestions: readonly SuggestedCouncil[],
): PageContent {
  return {
    title: 'Council not found',
    main: html`<h1>Council not found</h1>
<p class="lead">No council in England has the address “${slug}” here.</p>
${
  suggestions.length > 0 &&
  html`<section aria-labelledby="near"><h2 id="near">Did you mean</h2><ul class="links">${suggestions.map(
    (council) => html`<li><a href="/councils/${council.slug}">${council.name}</a></li>`,
  )}</ul></section>`
}
<p>Search for part of the name, or <a href="/">see all councils</a>.</p>
${renderSearch()}
${renderCode('COUNCIL_NOT_FOUND')}`,
  };
}

/** 503 when the graph gives nothing. */
export function viewUnavailable(): PageContent {
  return {
    title: 'Data cannot be read',
    main: html`<h1>The data cannot be read just now</h1>
<p class="lead">This page is made from data that another part of the service did not give. Nothing is wrong with what you asked for.</p>
<p>Try again in a few minutes. Letters that you have links to may still open.</p>
${renderCode('GRAPH_UNAVAILABLE')}`,
  };
}

/** 500 for a fault of ours. */
export function viewFault(): PageContent {
  return {
    title: 'Something went wrong',
    main: html`<h1>Something went wrong</h1>
<p class="lead">This page could not be made because of a fault of ours. It has been written to the log.</p>
<p>Try again in a few minutes, or start from <a href="/">the list of councils</a>.</p>
${renderCode('INTERNAL_SERVER_ERROR')}`,
  };
}
