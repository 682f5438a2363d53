/**
 * The frame of every page of the site: head, masthead, main, footer.
 */
import { type Html, type HtmlValue, html } from './html.ts';

/** What a page gives to the frame. */
export interface PageContent {
  /** Shown in the tab and to search engines, before the site's name. */
  readonly title: string;
  /** One sentence for search engines and link previews; left out of pages that report a fault. */
  readonly description?: string;
  /** The path that this page is best known by, such as `/councils/dartford`. Absent: the page is not to be indexed. */
  readonly path?: string;
  /** The item of the navigation that this page is. */
  readonly current?: 'councils' | 'data';
  readonly main: HtmlValue;
}

/** What the frame needs to know of the server. */
export interface SiteFrame {
  /** Origin as visitors see it, without a slash at the end. */
  readonly publicUrl: string;
  /** Address of the stylesheet, which changes whenever its content does. */
  readonly stylesheet: string;
  /** Address of the mark (SVG). */
  readonly mark: string;
}

function link(href: string, text: string, current: boolean): Html {
  return current
    ? html`<a href="${href}" aria-current="page">${text}</a>`
    : html`<a href="${href}">${text}</a>`;
}

/** A whole HTML document. */
export function renderPage(frame: SiteFrame, page: PageContent): string {
  const address = page.path === undefined ? null : `${frame.publicUrl}${page.path}`;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} – Redress</title>
${page.description !== undefined && html`<meta name="description" content="${page.description}">`}
${address === null ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${address}">`}
<link rel="icon" href="${frame.mark}" type="image/svg+xml">
<link rel="stylesheet" href="${frame.stylesheet}">
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header class="masthead">
<div class="width masthead-row">
<a class="brand" href="/"><img src="${frame.mark}" alt="" width="32" height="32">Redress</a>
<nav aria-label="Site">
<ul>
<li>${link('/', 'Councils', page.current === 'councils')}</li>
<li>${link('/data', 'Open data', page.current === 'data')}</li>
<li>${link('/graphql', 'Data explorer', false)}</li>
</ul>
</nav>
</div>
</header>
<main id="main" class="width" tabindex="-1">
${page.main}
</main>
<footer class="footer">
<div class="width">
<p>Complaints about councils in England, as an ombudsman’s casework records them. Every figure on these pages can be asked for in the <a href="/graphql">data explorer</a>.</p>
<p>Names, areas and populations of councils: Office for National Statistics, under the <a href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Open Government Licence v3.0</a>; names and codes from mySociety, under <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.</p>
</div>
</footer>
</body>
</html>
`.toString();
}
