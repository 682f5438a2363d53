import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../src/reports/pdf/find-chromium.ts';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, { headers });

describe('the letter to Dartford for the year ending 2020', () => {
  /** What design section 3 wants said, in the order in which the letter says it. */
  const facts = [
    'Local Government and Social Care Ombudsman',
    '22 July 2020',
    'By email',
    'Dartford Borough Council',
    'Dear ',
    'Annual review letter 2020',
    'Covid-19',
    'Complaints we upheld',
    'Recommendations carried out',
    'Already put right',
    'average of similar councils',
    '29 July 2020',
    '/councils/dartford',
    '/councils/dartford#decisions',
    '/councils/dartford#public-reports',
    '/councils/dartford#service-improvements',
    '/councils/dartford#letters',
    'London, Bristol, Leeds and Birmingham',
    '178 delegates',
    '143 authorities',
    '118 courses',
    '47 more than the year before',
    'more than 1,400 people',
    'more adult care providers than in any year before',
    'Yours sincerely',
    'Michael King',
    'Chair, Commission for Local Administration in England',
    'For the period ending 31/03/20',
  ];

  it('carries every fact as plain text, and says that its statistics are sample data', async () => {
    const response = await get('/letters/2020/dartford.txt');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const text = (await response.text()).replace(/\n\* /g, ' ').replace(/\s+/g, ' ');
    for (const fact of facts) expect(text).toContain(fact);
    expect(text).toContain('The statistics and cases in this letter are sample data');
    expect(text).toContain('The Ombudsman neither wrote nor sent it.');
    expect(text).not.toContain('training figures in this letter are samples');
    expect(text).toMatch(/Dear \S+ \S+ and \S+ \S+,/);
    expect(text).toMatch(/\d+ of \d+ = \d+%/);
  });

  it('carries every fact as HTML', async () => {
    const response = await get('/letters/2020/dartford.html');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    const text = page
      .replace(/<style.*?<\/style>|<!--.*?-->/gs, ' ')
      .replace(/href="([^"]*)"/g, '>$1<')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&nbsp;|&#160;/g, ' ')
      .replace(/\s+/g, ' ');
    for (const fact of facts) expect(text).toContain(fact);
    expect(text).toContain('The statistics and cases in this letter are sample data');
    expect(page.length).toBeLessThan(102_000);
  });

  it('shows the figures that the graph gives', async () => {
    const query = `{ council(slug: "dartford") { performance(yearEnding: 2020) {
      upheld { numerator denominator percent } similar { upheld { percent } } } } }`;
    const { data } = (await (
      await get(`/graphql?query=${encodeURIComponent(query)}`, {
        'apollo-require-preflight': 'yes',
      })
    ).json()) as {
      data: {
        council: {
          performance: {
            upheld: { numerator: number; denominator: number; percent: number };
            similar: { upheld: { percent: number } };
          };
        };
      };
    };
    const { upheld, similar } = data.council.performance;
    const text = await (await get('/letters/2020/dartford.txt')).text();
    expect(text).toContain(`${upheld.numerator} of ${upheld.denominator} = ${upheld.percent}%`);
    expect(text.replace(/\s+/g, ' ')).toContain(
      `average of similar councils, which is ${similar.upheld.percent}%`,
    );
  });

  it('opens as a mail with both parts, and names nobody as recipient', async () => {
    const response = await get('/letters/2020/dartford.eml');
    expect(response.headers.get('content-type')).toContain('message/rfc822');
    const mail = await simpleParser(Buffer.from(await response.arrayBuffer()));
    expect(mail.subject).toContain('Annual review letter');
    expect(mail.from?.value[0]?.address).toBe('letters@redress.example.org');
    expect(mail.text).toContain('118 courses');
    expect(mail.html).toContain('118 courses');
    expect(mail.messageId).toMatch(/^<.+@.+>$/);
  });

  it('comes as PDF where there is a Chromium, else says what to install', async () => {
    const response = await get('/letters/2020/dartford.pdf');
    if (findChromium() === null) {
      expect([response.status, await response.text()]).toEqual([
        501,
        expect.stringContaining('apt-get install chromium'),
      ]);
      return;
    }
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(pdf).toContain('/Title (Annual review letter 2020: Dartford Borough Council)');
  });

  it('comes as data, without the addresses of officers', async () => {
    const response = await get('/letters/2020/dartford.json');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      report: 'annual-letter',
      parameters: { council: 'dartford', yearEnding: 2020 },
    });
    expect(text).not.toContain('@dartford');
  });

  it('is the same bytes when it is asked for again, and 304 to whom has them', async () => {
    const first = await get('/letters/2020/dartford.html');
    const second = await get('/letters/2020/dartford.html');
    expect(await second.text()).toBe(await first.text());
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^(W\/)?"/);
    const third = await get('/letters/2020/dartford.html', { 'if-none-match': etag });
    expect(third.status).toBe(304);
    expect(await third.text()).toBe('');
  });
});

describe('letters with printed figures', () => {
  it.each([
    ['/letters/2023/kent.txt', ['53 of 61 = 87%', '80%', '4 of 53 = 8%']],
    ['/letters/2023/leeds.txt', ['37 of 54 = 69%', '77%', '5 of 37 = 14%']],
    ['/letters/2024/cornwall.txt', ['33 of 43 = 77%', '79%', '6 of 33 = 18%']],
    ['/letters/2025/cornwall.txt', ['49 of 56 = 88%', '80%']],
  ])('%s has exactly those', async (path, figures) => {
    const text = await (await get(path)).text();
    for (const figure of figures) expect(text).toContain(figure);
    expect(text).not.toContain('The statistics and cases in this letter are sample data');
  });

  it('say in words that there was no investigation', async () => {
    const text = await (await get('/letters/2024/bolsover.txt')).text();
    expect(text).not.toMatch(/Complaints we upheld: \d+%/);
  });

  it('reach a council that was abolished, with its successor', async () => {
    const text = await (await get('/letters/2020/aylesbury-vale.txt')).text();
    expect(text).toContain('Buckinghamshire Council');
  });
});

describe('every council with casework', () => {
  it('has a letter of the year ending 2020 that can be read', async () => {
    const query = '{ letters(filter: { yearEnding: 2020 }) { totalCount } }';
    const answer = await get(`/graphql?query=${encodeURIComponent(query)}`, {
      'apollo-require-preflight': 'yes',
    });
    expect(await answer.json()).toEqual({ data: { letters: { totalCount: 343 } } });
  });
});

describe('POST /reports/annual-letter/render', () => {
  const post = (body: string, headers: Record<string, string>, name = 'annual-letter') =>
    fetch(`${server.url}/reports/${name}/render`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const dartford = JSON.stringify({ council: 'dartford', yearEnding: 2020 });

  it.each([
    ['text/html', '<!doctype html>'],
    ['text/plain', 'Dear '],
    ['message/rfc822', 'MIME-Version: 1.0'],
  ])('gives %s to a key with the scope', async (accept, part) => {
    const key = await server.createKey('letters:render');
    const response = await post(dartford, { ...key, accept });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(accept);
    expect(await response.text()).toContain(part);
  });

  it('gives nothing without a key, or with one that lacks the scope', async () => {
    const without = await post(dartford, { accept: 'text/html' });
    expect(without.status).toBe(401);
    const key = await server.createKey('letters:read');
    const lacking = await post(dartford, { ...key, accept: 'application/json' });
    expect(lacking.status).toBe(403);
    expect(await lacking.json()).toEqual({
      errors: [
        {
          message:
            'This needs the scope "letters:render". Send an API key that has it as "Authorization: Bearer rk_…".',
          extensions: { code: 'FORBIDDEN' },
        },
      ],
    });
  });

  it.each([
    ['{', 400, 'MALFORMED_JSON'],
    ['[]', 400, 'REPORT_PARAMETERS_INVALID'],
    ['{}', 400, 'REPORT_PARAMETERS_INVALID'],
    ['{"council":"dartford","yearEnding":"last"}', 400, 'REPORT_PARAMETERS_INVALID'],
    ['{"council":"nowhere","yearEnding":2020}', 404, 'REPORT_NOTHING_FOUND'],
    ['{"council":"dartford","yearEnding":2024}', 404, 'REPORT_NOTHING_FOUND'],
    [`{"council":"${'x'.repeat(1_100_000)}","yearEnding":2020}`, 413, 'BODY_TOO_LARGE'],
  ])('refuses %.50s with %i', async (body, status, code) => {
    const key = await server.createKey('letters:render');
    const response = await post(body, { ...key, accept: 'text/plain' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('knows no other report', async () => {
    const key = await server.createKey('letters:render');
    const response = await post(dartford, { ...key, accept: 'text/plain' }, 'weekly-letter');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'REPORT_NOT_FOUND' } }],
    });
  });
});

describe('renderReport in the graph', () => {
  const render = async (params: unknown, key: Record<string, string>) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key },
      body: JSON.stringify({
        query:
          'mutation ($params: JSON!) { renderReport(name: "annual-letter", params: $params) { subject html text mjml } }',
        variables: { params },
      }),
    });
    return (await response.json()) as {
      data: { renderReport: Record<string, string> } | null;
      errors?: { message: string; extensions: { code: string } }[];
    };
  };

  it('gives subject, HTML, text and MJML', async () => {
    const key = await server.createKey('letters:render');
    const { data } = await render({ council: 'E07000107', yearEnding: 2020 }, key);
    expect(data?.renderReport.subject).toContain('Annual review letter');
    expect(data?.renderReport.html).toContain('178 delegates');
    expect(data?.renderReport.text).toContain('178 delegates');
    expect(data?.renderReport.mjml).toContain('<mjml');
  });

  it('says what was expected of parameters', async () => {
    const key = await server.createKey('admin');
    const { errors } = await render({ council: 'dartford', yearEnding: 'last' }, key);
    expect(errors?.[0]?.extensions.code).toBe('REPORT_PARAMETERS_INVALID');
    expect(errors?.[0]?.message).toContain('yearEnding');
  });
});
