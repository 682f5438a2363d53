import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/reports/ask.ts';
import { councilCard } from './council-card.ts';
import { serveReports } from './serve-reports.ts';

const ask: Ask = async ({ variables: { slug } }) => ({
  data: {
    council: slug === 'kent' ? { name: 'Kent', region: 'South East', officers: null } : null,
  },
});

const path = '/reports/council-card/render';
const kent = '{"council":"kent"}';
const serve = () => serveReports([councilCard], ask);

describe('POST /reports/{name}/render', () => {
  it.each([
    [undefined, 'text/html; charset=utf-8'],
    ['*/*', 'text/html; charset=utf-8'],
    ['text/plain', 'text/plain; charset=utf-8'],
    ['text/html;q=0.5, text/plain', 'text/plain; charset=utf-8'],
    ['text/*;q=0.2, message/rfc822', 'message/rfc822'],
  ])('gives for Accept %j the type %s', async (accept, type) => {
    const response = await (await serve()).post(path, kent, accept === undefined ? {} : { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await response.text()).length).toBeGreaterThan(50);
  });

  it('gives a mail that a mail client can open', async () => {
    const response = await (await serve()).post(path, kent, { accept: 'message/rfc822' });
    const mail = await simpleParser(Buffer.from(await response.arrayBuffer()));
    expect(mail).toMatchObject({ subject: 'Card of Kent', text: expect.stringContaining('Kent') });
  });
});

describe('POST /reports/{name}/render, misused', () => {
  it.each([
    ['{"council":', {}, 400, 'MALFORMED_JSON'],
    ['', {}, 400, 'MALFORMED_JSON'],
    ['"kent"', {}, 400, 'REPORT_PARAMETERS_INVALID'],
    ['[]', {}, 400, 'REPORT_PARAMETERS_INVALID'],
    ['{}', {}, 400, 'REPORT_PARAMETERS_INVALID'],
    ['{"council":"kent","yearEnding":"last"}', {}, 400, 'REPORT_PARAMETERS_INVALID'],
    ['{"council":"kent","colour":"red"}', {}, 400, 'REPORT_PARAMETERS_INVALID'],
    ['{"council":"atlantis"}', {}, 404, 'REPORT_NOTHING_FOUND'],
    [kent, { accept: 'application/pdf' }, 501, 'PDF_UNAVAILABLE'],
    [kent, { accept: 'image/png' }, 406, 'NOT_ACCEPTABLE'],
    [kent, { accept: 'text/html;q=0' }, 406, 'NOT_ACCEPTABLE'],
    [kent, { 'content-type': 'application/xml' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [kent, { authorization: 'Bearer wrong' }, 403, 'FORBIDDEN'],
    ['{"council":', { authorization: '' }, 403, 'FORBIDDEN'],
    [JSON.stringify({ council: 'x'.repeat(1_100_000) }), {}, 413, 'BODY_TOO_LARGE'],
  ])('answers %.40s with %j with %d %s', async (body, headers, status, code) => {
    const server = await serve();
    const response = await server.post(path, body, { accept: '*/*', ...headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(server.logged).toEqual([]);
  });

  it('says what was expected', async () => {
    const response = await (await serve()).post(path, '{"council":7}');
    expect(await response.json()).toEqual({
      errors: [
        {
          message: '[report:council-card] parameters: "council": expected string, but got 7.',
          extensions: { code: 'REPORT_PARAMETERS_INVALID' },
        },
      ],
    });
  });

  it('names the reports there are', async () => {
    const response = await (await serve()).post('/reports/nothing/render', kent);
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { errors: [{ message: expect.stringContaining('(council-card)') }] },
    ]);
  });

  it('survives a name that breaks its address', async () => {
    const server = await serve();
    expect((await server.post('/reports/%00%ff/render', kent)).status).toBe(400);
    expect((await server.post(`/reports/${'a'.repeat(200)}/render`, kent)).status).toBe(414);
    expect((await server.post(path, kent)).status).toBe(200);
  });
});
