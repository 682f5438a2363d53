import { Parser } from 'htmlparser2';
import type { Finding } from './report-check.ts';

/** What is wrong with the HTML of a letter, as a reader with a screen reader or a mail client meets it. */
export function checkHtml(html: string): Finding[] {
  const page = readPage(html);
  return [
    ...checkHead(page),
    ...page.links.flatMap((link) => checkLink(link, page.ids)),
    ...page.images.flatMap(checkImage),
    ...page.tables.flatMap(checkTable),
  ];
}

interface Link {
  readonly href: string;
  text: string;
}

type Attributes = Readonly<Record<string, string>>;

interface Table {
  readonly isLayout: boolean;
  rows: number;
  headings: number;
  unscoped: number;
}

interface Page {
  lang: string;
  title: string;
  mainHeadings: number;
  readonly ids: Set<string>;
  readonly links: Link[];
  readonly images: Attributes[];
  readonly tables: Table[];
}

function readPage(html: string): Page {
  const page: Page = {
    lang: '',
    title: '',
    mainHeadings: 0,
    ids: new Set(),
    links: [],
    images: [],
    tables: [],
  };
  const open: Table[] = [];
  let inTitle = false;
  let link: Link | undefined;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (attributes.id !== undefined) page.ids.add(attributes.id);
      if (name === 'html') page.lang = attributes.lang ?? '';
      if (name === 'title') inTitle = true;
      if (name === 'h1') page.mainHeadings += 1;
      if (name === 'img') {
        page.images.push(attributes);
        if (link !== undefined) link.text += attributes.alt ?? '';
      }
      if (name === 'a') {
        link = { href: attributes.href ?? '', text: attributes['aria-label'] ?? '' };
        page.links.push(link);
      }
      if (name === 'table') {
        const isLayout = attributes.role === 'presentation' || attributes.role === 'none';
        const table = { isLayout, rows: 0, headings: 0, unscoped: 0 };
        page.tables.push(table);
        open.push(table);
      }
      const table = open.at(-1);
      if (table === undefined) return;
      if (name === 'tr') table.rows += 1;
      if (name === 'th') {
        table.headings += 1;
        if (attributes.scope === undefined) table.unscoped += 1;
      }
    },
    ontext: (text) => {
      if (inTitle) page.title += text;
      if (link !== undefined) link.text += text;
    },
    onclosetag: (name) => {
      if (name === 'title') inTitle = false;
      if (name === 'a') link = undefined;
      if (name === 'table') open.pop();
    },
  });
  parser.end(html);
  return page;
}

function checkHead({ lang, title, mainHeadings }: Page): Finding[] {
  const findings: Finding[] = [];
  if (lang === '' || lang === 'und') findings.push(error('lang', 'expected a language on <html>'));
  if (title.trim() === '') findings.push(error('title', 'expected a title'));
  if (mainHeadings !== 1) {
    findings.push({
      severity: 'warning',
      rule: 'headings',
      message: `expected one <h1>, but got ${mainHeadings}`,
    });
  }
  return findings;
}

function checkLink({ href, text }: Link, ids: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  const isInside = href.startsWith('#') && ids.has(href.slice(1));
  if (!isInside && !/^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:\+?\d)/i.test(href)) {
    findings.push(
      error(
        'links',
        `expected a whole address (https://…, mailto:…), but got "${href}" for "${text.trim()}"`,
      ),
    );
  }
  if (text.trim() === '') findings.push(error('links', `expected words to click for "${href}"`));
  return findings;
}

function checkImage({ src = '', alt }: Attributes): Finding[] {
  const findings: Finding[] = [];
  if (alt === undefined || alt.trim() === '') {
    findings.push(error('alt', `expected alternative text for the image "${src.slice(0, 80)}"`));
  }
  return findings;
}

function checkTable({ isLayout, headings, unscoped, rows }: Table): Finding[] {
  if (isLayout) {
    return headings > 0
      ? [
          error(
            'tables',
            'expected no <th> in a table with role="presentation": data needs a table without',
          ),
        ]
      : [];
  }
  if (headings === 0) {
    return [
      error(
        'tables',
        `expected <th> headings in a table of ${rows} rows, or role="presentation" if it is for layout`,
      ),
    ];
  }
  return unscoped > 0
    ? [error('tables', `expected scope="col" or "row" on every <th>, but ${unscoped} have none`)]
    : [];
}

function error(rule: string, message: string): Finding {
  return { severity: 'error', rule, message };
}
