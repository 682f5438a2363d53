import { mjml } from './markup/mjml.ts';

/**
 * The colours of letters on a light ground. `ink`, `muted` and `accent` on `sheet`, and `noticeInk`
 * on `notice`, pass WCAG AA at any size; `accent` and `compare` differ from `track` by 3 to 1.
 */
export const houseColours = {
  /** Text. */
  ink: '#1b2328',
  /** Text that says less: labels, notes. */
  muted: '#515c64',
  /** Headings, links and the council's own bars. */
  accent: '#0f4c5c',
  /** Bars of what the council is compared with. */
  compare: '#738089',
  /** The empty part of a bar. */
  track: '#e7ebee',
  /** Lines in tables. */
  rule: '#ced5da',
  /** The letter's ground. */
  sheet: '#ffffff',
  /** What lies around the letter. */
  desk: '#eef1f3',
  notice: '#fdf3d7',
  noticeInk: '#513c06',
} as const;

/**
 * The head of every letter: defaults for MJML's elements, and how a letter looks on a phone, on a
 * dark screen and on paper.
 *
 * Classes for a report to use. On sections: `sheet`, the letter's ground; `notice`, what must be
 * seen first; `new-page`, what begins a page of paper; `whole`, what is not parted by the end of one;
 * `screen`, what paper does without. In content: `title`, `heading`, `accent`, `muted`; on an `mj-table` of data `data`; on cells `bar`, `compare`, `track` and `line` (with a rule).
 */
export const houseStyle = mjml`
    <mj-breakpoint width="480px" />
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" color="#1b2328" />
      <mj-section padding="0" />
      <mj-text css-class="pad" padding="0 40px 16px" font-size="16px" line-height="25px" />
      <mj-table css-class="pad" padding="0 40px 16px" font-size="15px" line-height="22px" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
      <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
    </mj-raw>
    <mj-style>
      :root { color-scheme: light dark; supported-color-schemes: light dark; }
      a { color: #0f4c5c; }
      p { margin: 0 0 16px; }
      p:last-child { margin-bottom: 0; }
      td, th, div, p { overflow-wrap: anywhere; }
      .title, .heading, .accent { color: #0f4c5c; }
      .muted { color: #515c64; }
      @media only screen and (max-width: 480px) {
        .pad { padding-left: 20px !important; padding-right: 20px !important; }
        .title { font-size: 25px !important; line-height: 31px !important; }
        .data > table { font-size: 13px !important; line-height: 18px !important; }
        .data th, .data td { padding-left: 8px !important; }
        .data th:first-child { padding-left: 0 !important; }
      }
      @media screen and (prefers-color-scheme: dark) {
        body, body > div { background-color: #101518 !important; }
        .sheet, .sheet > table { background-color: #1a2126 !important; background: #1a2126 !important; }
        .sheet div, .sheet table, .sheet td, .sheet th { color: #e8ecef !important; }
        .notice, .notice > table { background-color: #3a3013 !important; background: #3a3013 !important; }
        .notice div { color: #f6e9bf !important; }
        .sheet .title, .sheet .heading, .sheet .accent, .sheet a { color: #8fd0de !important; }
        .sheet .muted, .sheet .muted div { color: #aeb9c1 !important; }
        .bar { background-color: #66b8ca !important; }
        .compare { background-color: #8b98a1 !important; }
        .track { background-color: #323c43 !important; }
        .line, .line p { border-color: #3d4850 !important; }
      }
      @page { size: A4; margin: 12mm 20mm; }
      @media print {
        :root { color-scheme: light; }
        body, body > div { background: #ffffff !important; }
        .screen { display: none !important; }
        .notice { border: 1px solid #513c06; margin-bottom: 12px !important; }
        .notice, .notice > table, .bar, .compare, .track { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        .sheet, .notice, .sheet div[style*="max-width"], .notice div { max-width: none !important; }
        .sheet .pad { padding-left: 0 !important; padding-right: 0 !important; padding-bottom: 6pt !important; }
        .sheet .pad:has(.heading, h3) { padding-top: 6pt !important; padding-bottom: 4pt !important; }
        .sheet .title { font-size: 18pt !important; line-height: 22pt !important; }
        .sheet h3 { font-size: 11.5pt !important; line-height: 15pt !important; }
        .sheet .whole { padding-top: 4pt; }
        .sheet.new-page .pad { padding-bottom: 2pt !important; }
        .bar, .compare, .track { height: 9px !important; line-height: 9px !important; }
        .data th, .data td { padding-top: 1pt !important; padding-bottom: 1pt !important; line-height: 11pt; }
        .sheet li { margin-bottom: 2pt !important; }
        .notice .pad { padding-left: 12px !important; padding-right: 12px !important; padding-bottom: 10px !important; }
        .sheet > table > tbody > tr > td { padding-top: 0 !important; }
        .sheet div, .sheet td, .sheet th, .sheet .muted { color: #000000 !important; }
        .sheet [style*="font-size:16px"] { font-size: 10pt !important; line-height: 13.5pt !important; }
        .sheet [style*="font-size:15px"], .notice [style*="font-size:15px"] { font-size: 9pt !important; line-height: 12pt !important; }
        .sheet [style*="font-size:14px"], .sheet [style*="font-size:13px"] { font-size: 8.5pt !important; line-height: 11.5pt !important; }
        .sheet a { color: #000000 !important; }
        .sheet a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 8.5pt; }
        div[class*="mj-column-per"] { display: block !important; float: left; }
        .mj-column-per-100 { float: none !important; }
        .whole div[class*="mj-column-per"] { display: inline-block !important; float: none; }
        .sheet > table, .sheet > table > tbody, .sheet > table > tbody > tr, .sheet > table > tbody > tr > td,
        .sheet table:has(> tbody > tr > td > .mj-column-per-100), .sheet :has(> tr > td > .mj-column-per-100), .sheet tr:has(> td > .mj-column-per-100), .sheet td:has(> .mj-column-per-100),
        .mj-column-per-100 > table, .mj-column-per-100 > table > tbody, .mj-column-per-100 > table > tbody > tr, .mj-column-per-100 > table > tbody > tr > td { display: block !important; }
        .sheet div, .sheet p { orphans: 3; widows: 3; }
        .sheet .whole, .data > table, .data tr, .sheet li, .heading { break-inside: avoid; }
        .title, .heading { break-after: avoid; }
        .new-page { break-before: page; }
      }
    </mj-style>`;
