import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../src/reports/ask.ts';
import { PdfError } from '../../../src/reports/pdf/pdf-error.ts';
import { createPdfPrinter, type PdfPrinter } from '../../../src/reports/pdf/pdf-printer.ts';
import { councilCard } from '../council-card.ts';
import { serveReports } from '../serve-reports.ts';

const ask: Ask = async ({ variables: { slug } }) => ({
  data: {
    council:
      slug === 'kent' || slug === 'embargoed'
        ? { name: 'Kent', region: 'South East', officers: null }
        : null,
  },
});

/** A printer that makes something like a PDF of any letter, and counts. */
function createCountingPrinter(error?: PdfError): PdfPrinter & { printed(): number } {
  let count = 0;
  return {
    isAvailable: true,
    printed: () => count,
    print: async ({ html, letterDate }) => {
      count += 1;
      if (error) throw error;
      return Buffer.from(`%PDF-1.4 ${letterDate} ${html.length}`);
    },
    close: async () => undefined,
  };
}

const render = '/reports/council-card/render';
const kent = '{"council":"kent"}';

describe('letters as PDF', () => {
  it('come at the address of the letter, to be read in the browser', async () => {
    const server = await serveReports([councilCard], ask, createCountingPrinter());
    const response = await server.get('/letters/2020/kent.pdf');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="council-card-2020-kent.pdf"',
      'cache-control': 'public, max-age=300',
      'content-security-policy': "frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
    });
    expect(await response.text()).toMatch(/^%PDF-1\.4 2020-07-22 \d+$/);
  });

  it('need no browser for whoever has them already', async () => {
    const printer = createCountingPrinter();
    const server = await serveReports([councilCard], ask, printer);
    const etag = (await server.get('/letters/2020/kent.pdf')).headers.get('etag') ?? '';
    const again = await server.get('/letters/2020/kent.pdf', { 'if-none-match': etag });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    expect(printer.printed()).toBe(1);
    expect((await server.get('/letters/2020/kent.html')).headers.get('etag')).not.toBe(etag);
  });

  it('come by POST to those who ask for them', async () => {
    const server = await serveReports([councilCard], ask, createCountingPrinter());
    for (const accept of ['application/pdf', 'application/*', 'text/html;q=0.5, application/pdf']) {
      const response = await server.post(render, kent, { accept });
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'application/pdf',
      ]);
    }
    const any = await server.post(render, kent, { accept: '*/*' });
    expect(any.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});

describe('letters as PDF, misused', () => {
  it('say what to install where there is no Chromium, and log nothing', async () => {
    const printer = createPdfPrinter({ chromium: null });
    for (const server of [
      await serveReports([councilCard], ask),
      await serveReports([councilCard], ask, printer),
    ]) {
      const answers = [
        await server.get('/letters/2020/kent.pdf'),
        await server.post(render, kent, { accept: 'application/pdf' }),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(501);
        expect(await answer.json()).toMatchObject({
          errors: [
            {
              message: expect.stringContaining('apt-get install chromium'),
              extensions: { code: 'PDF_UNAVAILABLE' },
            },
          ],
        });
      }
      const other = await server.post(render, kent, { accept: 'application/pdf, text/html;q=0.1' });
      expect(other.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(server.logged).toEqual([]);
    }
  });

  it('tell nothing about a hidden letter, with a Chromium or without', async () => {
    for (const printer of [undefined, createCountingPrinter()]) {
      const server = await serveReports([councilCard], ask, printer);
      const hidden = await server.get('/letters/2020/embargoed.pdf');
      const absent = await server.get('/letters/2020/atlantis.pdf');
      expect([hidden.status, absent.status]).toEqual([404, 404]);
      expect((await hidden.text()).replaceAll('embargoed', 'atlantis')).toBe(await absent.text());
      expect([...hidden.headers.keys()]).toEqual([...absent.headers.keys()]);
      const known = await server.get('/letters/2020/embargoed.pdf', { 'if-none-match': '*' });
      expect(known.status).toBe(404);
      const allowed = await server.get('/letters/2020/embargoed.pdf', {
        authorization: 'Bearer rk_read',
      });
      expect(allowed.status).toBe(printer === undefined ? 501 : 200);
    }
  });

  it('say when to try again while too many are printed', async () => {
    const busy = new PdfError('PDF_BUSY', 'Expected fewer letters.');
    const server = await serveReports([councilCard], ask, createCountingPrinter(busy));
    const response = await server.get('/letters/2020/kent.pdf');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(response.headers.get('etag')).toBeNull();
    expect(server.logged).toEqual([]);
  });

  it('keep to the log what Chromium said', async () => {
    const failed = new PdfError('PDF_FAILED', 'Expected Chromium to print, but /srv/secret.');
    const server = await serveReports([councilCard], ask, createCountingPrinter(failed));
    const response = await server.get('/letters/2020/kent.pdf');
    expect([response.status, await response.json()]).toEqual([
      500,
      {
        errors: [
          {
            message:
              'The letter could not be made because of a fault on our side. It has been recorded.',
            extensions: { code: 'PDF_FAILED' },
          },
        ],
      },
    ]);
    expect(server.logged).toMatchObject([{ err: failed }]);
  });
});
