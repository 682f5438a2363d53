import type mjml2html from 'mjml';

let loading: Promise<typeof mjml2html> | undefined;

/** MJML takes an eighth of the time that the program takes to start, and most commands render nothing. */
function loadMjml(): Promise<typeof mjml2html> {
  loading ??= import('mjml').then((loaded) => loaded.default);
  return loading;
}

/**
 * The HTML of a whole MJML document, strictly validated. Rejects with MJML's own error, whose
 * message lists every mistake with its line.
 *
 * No web fonts are fetched for font names, and no file is included. Columns stand side by side on
 * paper too.
 */
export async function compileMjml(source: string): Promise<string> {
  const toHtml = await loadMjml();
  const { html } = await toHtml(source, {
    validationLevel: 'strict',
    fonts: {},
    keepComments: false,
    ignoreIncludes: true,
    printerSupport: true,
  });
  return html;
}
