import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/reports/ask.ts';
import { councilCard } from './council-card.ts';
import { serveReports } from './serve-reports.ts';

const ask: Ask = async ({ variables: { slug } }) => ({
  data: {
    council:
      slug === 'kent' || slug === 'embargoed'
        ? { name: 'Kent', region: 'South East', officers: [{ name: 'Ann Lee' }] }
        : null,
  },
});

const serve = () => serveReports([councilCard], ask);

describe('GET /letters/{yearEnding}/{slug}', () => {
  it('gives the letter as HTML that can do nothing in a browser', async () => {
    const response = await (await serve()).get('/letters/2020/kent.html');
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(await response.text()).toContain('<title>Card of Kent</title>');
  });

  it('gives the plain text', async () => {
    const response = await (await serve()).get('/letters/2020/kent.txt');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toContain('In South East, as of 22 July 2020.');
  });

  it('gives a mail to save and open', async () => {
    const response = await (await serve()).get('/letters/2020/kent.eml');
    expect(response.headers.get('content-type')).toBe('message/rfc822');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="council-card-2020-kent.eml"',
    );
    const mail = await simpleParser(Buffer.from(await response.arrayBuffer()));
    expect(mail.subject).toBe('Card of Kent');
  });

  it('gives the data without people', async () => {
    const response = await (await serve()).get('/letters/2020/kent.json');
    expect(await response.json()).toEqual({
      report: 'council-card',
      title: 'Council card',
      parameters: { council: 'kent', yearEnding: 2020 },
      subject: 'Card of Kent',
      preheader: 'Where Kent is',
      letterDate: '2020-07-22',
      data: { region: 'South East' },
    });
  });

  it('answers 304 to whoever has the letter already', async () => {
    const server = await serve();
    const etag = (await server.get('/letters/2020/kent.html')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await server.get('/letters/2020/kent.html', { 'if-none-match': tags });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    const other = await server.get('/letters/2020/kent.html', { 'if-none-match': '"other"' });
    expect(other.status).toBe(200);
    expect((await server.get('/letters/2020/kent.txt')).headers.get('etag')).not.toBe(etag);
  });

  it('shows a hidden letter to whoever may see it, and lets no cache keep it', async () => {
    const response = await (await serve()).get('/letters/2020/embargoed.html', {
      authorization: 'Bearer rk_read',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('vary')).toBe('Authorization');
  });
});

describe('GET /letters, misused', () => {
  it('answers for a hidden letter as for an absent one, but for its name', async () => {
    const server = await serve();
    const hidden = await server.get('/letters/2020/embargoed.html');
    const absent = await server.get('/letters/2020/atlantis.html');
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect((await hidden.text()).replaceAll('embargoed', 'atlantis')).toBe(await absent.text());
    const namesOf = (response: Response) => [...response.headers.keys()].sort();
    expect(namesOf(hidden)).toEqual(namesOf(absent));
  });

  it.each([
    [
      '/letters/2020/atlantis.html',
      404,
      'LETTER_NOT_FOUND',
      'Expected a council\'s slug and a year with a published letter, such as "dartford" and 2020, but nothing is published for "atlantis" and "2020".',
    ],
    ['/letters/2021/kent.html', 404, 'LETTER_NOT_FOUND', undefined],
    ['/letters/last/kent.html', 404, 'LETTER_NOT_FOUND', undefined],
    ['/letters/2020/KENT.html', 404, 'LETTER_NOT_FOUND', undefined],
    ['/letters/2020/.html', 404, 'LETTER_NOT_FOUND', undefined],
    ['/letters/2020/%3Cscript%3E.html', 404, 'LETTER_NOT_FOUND', undefined],
    ['/letters/2020/..%2f..%2fetc%2fpasswd.txt', 404, 'LETTER_NOT_FOUND', undefined],
    [
      '/letters/2020/kent.odt',
      404,
      'LETTER_FORMAT_UNKNOWN',
      'Expected the address of a letter to end in .html, .txt, .eml, .json, .pdf, but got "kent.odt".',
    ],
    ['/letters/2020/kent', 404, 'LETTER_FORMAT_UNKNOWN', undefined],
    ['/letters/2020/kent.constructor', 404, 'LETTER_FORMAT_UNKNOWN', undefined],
    [
      '/letters/2020/kent.html?report=nothing',
      404,
      'REPORT_NOT_FOUND',
      '[report:nothing] find: expected the name of an installed report (council-card), but got "nothing".',
    ],
    ['/letters/2020/kent.html?report=a&report=b', 404, 'REPORT_NOT_FOUND', undefined],
  ])('answers %s with %d %s', async (path, status, code, message) => {
    const server = await serve();
    const response = await server.get(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code }, ...(message !== undefined && { message }) }],
    });
    expect(server.logged).toEqual([]);
  });

  it('gives a browser a page with the same words', async () => {
    const response = await (await serve()).get('/letters/2020/%3Cb%3E.html', {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ]);
    const page = await response.text();
    expect(page).toContain('<h1>There is no letter here</h1>');
    expect(page).toContain('nothing is published for &quot;&lt;b&gt;&quot;');
    expect(page).toContain('LETTER_NOT_FOUND');
  });

  it('keeps what went wrong on our side to the log', async () => {
    const server = await serveReports([councilCard], async () => ({
      errors: [{ message: 'SQLITE_BUSY at /srv/data' }],
    }));
    const response = await server.get('/letters/2020/kent.html');
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      errors: [
        {
          message:
            'The letter could not be made because of a fault on our side. It has been recorded.',
          extensions: { code: 'REPORT_DATA_FAILED' },
        },
      ],
    });
    expect(server.logged).toMatchObject([
      { path: '/letters/2020/kent.html', err: { message: expect.stringContaining('SQLITE_BUSY') } },
    ]);
  });
});
