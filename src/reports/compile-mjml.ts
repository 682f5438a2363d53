import mjml2html from 'mjml';

/**
 * The HTML of a whole MJML document, strictly validated. Rejects with MJML's own error, whose
 * message lists every mistake with its line.
 *
 * No web fonts are fetched for font names, and no file is included. Columns stand side by side on
 * paper too.
 */
export async function compileMjml(source: string): Promise<string> {
  const { html } = await mjml2html(source, {
    validationLevel: 'strict',
    fonts: {},
    keepComments: false,
    ignoreIncludes: true,
    printerSupport: true,
  });
  return html;
}
