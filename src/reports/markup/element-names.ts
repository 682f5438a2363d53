/** MJML elements whose content is HTML, which MJML copies without reading it. */
export const contentElements: ReadonlySet<string> = new Set([
  'mj-accordion-text',
  'mj-accordion-title',
  'mj-button',
  'mj-navbar-link',
  'mj-raw',
  'mj-social-element',
  'mj-table',
  'mj-text',
]);

/** MJML elements whose content is plain text. */
export const textElements: ReadonlySet<string> = new Set(['mj-preview', 'mj-title']);

/** Elements whose content is code, where no value may stand. */
export const codeElements: ReadonlySet<string> = new Set([
  'mj-html-attribute',
  'mj-style',
  'script',
  'style',
]);

/** HTML elements without content. */
export const voidElements: ReadonlySet<string> = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/** Attributes that hold an address. */
export const urlAttributes: ReadonlySet<string> = new Set([
  'action',
  'background',
  'background-url',
  'cite',
  'formaction',
  'href',
  'poster',
  'src',
  'srcset',
]);

/** Attributes of `mj-*` elements that MJML passes on as they are. */
export const passedOnAttributes: ReadonlySet<string> = new Set([
  'alt',
  'href',
  'name',
  'rel',
  'src',
  'title',
]);
