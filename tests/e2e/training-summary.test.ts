import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
let key: { authorization: string };

beforeAll(async () => {
  server = await openServer();
  key = await server.createKey('letters:render');
});
afterAll(() => server.close());

const render = (parameters: object, accept = 'text/plain') =>
  fetch(`${server.url}/reports/training-summary/render`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...key },
    body: JSON.stringify(parameters),
  });

describe('the training summary over HTTP', () => {
  it('shows the printed figures of the year ending 2020', async () => {
    const text = await (await render({ yearEnding: 2020 })).text();
    const prose = text.replace(/\s+/g, ' ');
    for (const fact of [
      'Courses held: 118 47 more than the year before (71).',
      'They came from 143 authorities to 4 seminars.',
      'adult care providers than in any year before',
    ]) {
      expect(prose).toContain(fact);
    }
    expect(text).toMatch(/^All +178 +143$/m);
    for (const place of ['London', 'Bristol', 'Leeds', 'Birmingham']) {
      expect(text).toMatch(new RegExp(`^${place} +\\d+ \\w+ 2019 +\\d+ +\\d+$`, 'm'));
    }
  });

  it('says for a council what its officers attended and which courses would help', async () => {
    const text = await (await render({ yearEnding: 2020, council: 'croydon' })).text();
    expect(text).toContain('Courses held for the council');
    expect(text).toMatch(/^Adult care services +\d+ +Adult social care: Effective complaint/m);
  });

  it('answers 404 for a council or a year that is not there', async () => {
    const council = await render({ yearEnding: 2020, council: 'atlantis' });
    expect([council.status, await council.json()]).toEqual([
      404,
      { errors: [expect.objectContaining({ extensions: { code: 'REPORT_NOTHING_FOUND' } })] },
    ]);
    const year = await render({ yearEnding: 2001 });
    expect([year.status, await year.text()]).toEqual([
      404,
      expect.stringContaining('no course and no seminar is on record for the year ending 2001'),
    ]);
  });
});
