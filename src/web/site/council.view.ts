/**
 * A council's page: who it is, its figures year by year, its letters and what was decided last.
 */
import type { CouncilDetail, CouncilPart } from './council.query.ts';
import { renderHistory } from './council-history.view.ts';
import { type Html, html } from './html.ts';
import type { PageContent } from './layout.view.ts';
import { renderMissingNotice, renderSampleNotice } from './notice.view.ts';
import { formatCount, formatDay, formatYear, nameOutcome, nameType } from './words.ts';

const MISSING_WORDS: Readonly<Record<CouncilPart, string>> = {
  history: 'figures by year',
  compliance: 'compliance rates',
  letters: 'letters',
  decisions: 'decisions',
  reports: 'public reports',
  improvements: 'service improvements',
};

function renderFacts(council: CouncilDetail): Html {
  const facts: [string, string | Html][] = [
    ['Type', nameType(council.type)],
    ['Region', council.region],
  ];
  if (council.population !== null) facts.push(['Population', formatCount(council.population)]);
  if (council.startDate !== null) facts.push(['Since', formatDay(council.startDate)]);
  if (council.endDate !== null) facts.push(['Until', formatDay(council.endDate)]);
  const links = (councils: CouncilDetail['successors']) =>
    html`${councils.map((one, place) => html`${place > 0 && ', '}<a href="/councils/${one.slug}">${one.name}</a>`)}`;
  if (council.successors.length > 0) facts.push(['Followed by', links(council.successors)]);
  if (council.predecessors.length > 0) facts.push(['Formed from', links(council.predecessors)]);
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function renderLetters(council: CouncilDetail): Html {
  const letters = (council.letters?.nodes ?? []).toSorted((a, b) => b.yearEnding - a.yearEnding);
  return html`<section aria-labelledby="letters"><h2 id="letters">Annual review letters</h2>
${letters.length === 0 && html`<p>No letter to this council has been published.</p>`}
<ul class="letters">${letters.map(
    ({ yearEnding, path }) =>
      html`<li><a class="letters-main" href="${path}.html">Letter for ${formatYear(yearEnding)}</a> <span class="quiet">also as <a href="${path}.txt">text<span class="unseen">, ${formatYear(yearEnding)}</span></a>, <a href="${path}.eml">e-mail<span class="unseen">, ${formatYear(yearEnding)}</span></a> or <a href="${path}.json">data<span class="unseen">, ${formatYear(yearEnding)}</span></a></span></li>`,
  )}</ul></section>`;
}

function renderDecisions(council: CouncilDetail): Html | null {
  const decisions = council.decisions;
  if (decisions === undefined) return null;
  const shown = decisions.nodes.length;
  return html`<section aria-labelledby="decisions"><h2 id="decisions">Latest decisions</h2>
${
  shown === 0
    ? html`<p>No decision about this council is on record here.</p>`
    : html`<p>${shown < decisions.totalCount && html`The latest ${shown} of ${formatCount(decisions.totalCount)} decisions. `}All of them can be searched in the <a href="/graphql">data explorer</a>.</p>
<table class="stacks" role="table"><caption class="unseen">Latest decisions about ${council.name}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Reference</th><th role="columnheader" scope="col">Decided</th><th role="columnheader" scope="col">About</th><th role="columnheader" scope="col">Outcome</th></tr></thead>
<tbody role="rowgroup">${decisions.nodes.map(
        (
          decision,
        ) => html`<tr role="row"><th role="rowheader" scope="row">${decision.reference}${decision.sample && html` <span class="tag">sample</span>`}</th>
<td role="cell" data-label="Decided">${decision.decidedOn === null ? 'Not yet' : formatDay(decision.decidedOn)}</td>
<td role="cell" data-label="About">${decision.category}</td>
<td role="cell" data-label="Outcome">${decision.outcome === null ? 'Open' : nameOutcome(decision.outcome)}</td></tr>`,
      )}</tbody></table>`
}</section>`;
}

function renderReports(council: CouncilDetail): Html | null {
  const reports = council.publicReports;
  if (reports === undefined) return null;
  return html`<section aria-labelledby="public-reports"><h2 id="public-reports">Public reports</h2>
${reports.length === 0 && html`<p>No public report about this council is on record here.</p>`}
<ul class="entries">${reports.map(
    (report) =>
      html`<li><p>${report.url === null ? report.reference : html`<a href="${report.url}">${report.reference}</a>`}, published ${formatDay(report.publishedOn)}</p>${report.summary !== null && html`<p>${report.summary}</p>`}</li>`,
  )}</ul></section>`;
}

function renderImprovements(council: CouncilDetail): Html | null {
  const improvements = council.serviceImprovements;
  if (improvements === undefined) return null;
  const shown = improvements.nodes.length;
  return html`<section aria-labelledby="service-improvements"><h2 id="service-improvements">Service improvements</h2>
${shown === 0 && html`<p>This council has agreed no service improvement on record here.</p>`}
${shown > 0 && shown < improvements.totalCount && html`<p>${shown} of ${formatCount(improvements.totalCount)} that the council agreed to make.</p>`}
<ul class="entries">${improvements.nodes.map(
    (one) =>
      html`<li><p>${one.text ?? one.remedy}</p><p class="quiet">Due ${formatDay(one.dueOn)}</p></li>`,
  )}</ul></section>`;
}

function hasSample(council: CouncilDetail): boolean {
  const years = council.performanceHistory ?? [];
  const decisions = council.decisions?.nodes ?? [];
  return years.some(({ sample }) => sample) || decisions.some(({ sample }) => sample);
}

/** The page's content for the frame. */
export function viewCouncil(council: CouncilDetail, missing: readonly CouncilPart[]): PageContent {
  return {
    title: council.name,
    description: `Complaints about ${council.name}: uphold, compliance and satisfactory remedy rates by year, and its annual review letters.`,
    path: `/councils/${council.slug}`,
    main: html`<nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/">Councils</a></li><li aria-current="page">${council.shortName}</li></ol></nav>
<h1>${council.name}</h1>
${renderFacts(council)}
${hasSample(council) && renderSampleNotice()}
${renderMissingNotice(missing.map((part) => MISSING_WORDS[part]))}
${council.performanceHistory !== undefined && renderHistory(council.name, council.performanceHistory)}
${council.letters !== undefined && renderLetters(council)}
${renderDecisions(council)}
${renderReports(council)}
${renderImprovements(council)}`,
  };
}
