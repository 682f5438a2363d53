/**
 * Boxes that say something about the page as a whole.
 */
import { type Html, type HtmlValue, html } from './html.ts';

/** Said wherever generated figures are shown. */
export function renderSampleNotice(): Html {
  return html`<p class="notice notice-sample"><strong class="tag">Sample data</strong> Figures, decisions and letters marked as sample are made up. They say nothing about a real council.</p>`;
}

/** Said when a part of the graph did not answer. `what` fits into "… could not be read just now". */
export function renderMissingNotice(what: readonly string[]): Html | null {
  if (what.length === 0) return null;
  const list = new Intl.ListFormat('en-GB').format(what);
  const text = `${list.charAt(0).toUpperCase()}${list.slice(1)}`;
  return html`<div class="notice notice-missing" role="status"><p><strong>Part of this page is missing.</strong> ${text} could not be read just now. The rest is complete; try again in a few minutes.</p></div>`;
}

/** Mistakes in what a visitor asked for, each with a link to its field. */
export function renderProblems(
  problems: readonly { readonly field: string; readonly message: HtmlValue }[],
): Html | null {
  if (problems.length === 0) return null;
  return html`<div class="notice notice-problem" role="alert"><h2>There is a problem</h2><ul>${problems.map(
    ({ field, message }) =>
      html`<li>${['q', 'type', 'region'].includes(field) ? html`<a href="#${field}">${message}</a>` : message}</li>`,
  )}</ul></div>`;
}
