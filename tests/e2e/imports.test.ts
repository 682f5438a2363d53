import { type ClientRequest, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

const header =
  'reference,gss_code,received_on,decided_on,subject,category,subcategory,outcome,satisfactory_remedy,public_report,summary';
const row =
  '22 000 001,E08000035,2022-05-01,2022-06-30,HOUSING,Housing,,UPHELD,no,no,"A summary,\r\nof two lines"';
const file = `${header}\r\n${row}\r\n`;

let server: TestServer;
let writer: { authorization: string };
let reader: { authorization: string };

beforeAll(async () => {
  server = await openServer({ importMaxBytes: 50_000 });
  writer = await server.createKey('casework:write');
  reader = await server.createKey('casework:read');
});
afterAll(() => server.close());

async function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${server.url}/imports/${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/csv; charset=utf-8', ...writer, ...headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer,
  };
}

/** Everything that an import of the tests' file could change. */
async function readState() {
  const { database } = server;
  return {
    cases: await database.query("SELECT * FROM decision WHERE reference LIKE '22 %'"),
    count: await database.query('SELECT COUNT(*) AS count FROM decision'),
    corrections: await database.query('SELECT * FROM decision_correction'),
    rollups: await database.query("SELECT * FROM decision_rollup WHERE gss_code = 'E08000035'"),
    figures: await database.query("SELECT * FROM council_figure WHERE gss_code = 'E08000035'"),
  };
}

/** An answer, with what errors say of themselves. */
interface Answer {
  errors: [{ message: string; extensions: { code: string } }];
}

/** Begins an import, leaves its body open, and waits until its first bytes are sent. */
async function begin(path: string, text: string): Promise<ClientRequest> {
  const sent = request(`${server.url}/imports/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...writer },
  });
  sent.on('error', () => {});
  await new Promise<void>((resolve) => sent.write(text, () => resolve()));
  return sent;
}

/** Begins an import that holds its place until it is destroyed, and gives what another is answered meanwhile. */
async function holdPlace(text: string) {
  for (;;) {
    const sent = await begin('decisions', text);
    // What is asked now, and is answered, has let it come in first.
    await fetch(`${server.url}/graphql?query={__typename}`, { headers: { ...writer } });
    const busy = await post('decisions?dryRun=true', file);
    if (busy.status === 503) return { sent, busy };
    sent.destroy();
  }
}

describe('POST /imports/{kind}', () => {
  it('needs the scope casework:write, before the body is looked at', async () => {
    const without = await fetch(`${server.url}/imports/decisions`, { method: 'POST', body: file });
    expect(without.status).toBe(401);
    const { status, body } = await post('decisions', file, reader);
    expect(status).toBe(403);
    expect(body.errors[0]).toEqual({
      message:
        'This needs the scope "casework:write". Send an API key that has it as "Authorization: Bearer rk_…".',
      extensions: { code: 'FORBIDDEN' },
    });
  });

  it('says what would change, and writes nothing, where that is asked', async () => {
    const before = await readState();
    const { status, body } = await post('decisions?dryRun=true', file);
    expect(status).toBe(200);
    expect(body).toEqual({
      kind: 'decisions',
      dryRun: true,
      rows: 1,
      new: 1,
      changed: 0,
      same: 0,
      removed: 0,
      refused: 0,
      total: 0,
      problems: [],
      changes: [],
    });
    expect(await readState()).toEqual(before);
  });

  it('takes a file, changes nothing the second time, and is served at once', async () => {
    const counts = { kind: 'decisions', dryRun: false, rows: 1, removed: 0 };
    expect((await post('decisions', file)).body).toEqual({
      ...counts,
      new: 1,
      changed: 0,
      same: 0,
    });
    expect((await post('decisions', file)).body).toEqual({
      ...counts,
      new: 0,
      changed: 0,
      same: 1,
    });
    const packed = gzipSync(file.replace('UPHELD', 'NOT_UPHELD'));
    const { body } = await post('decisions', packed, { 'content-encoding': 'gzip' });
    expect(body).toMatchObject({ new: 0, changed: 1 });
    // The key that sent it, by its start, is who corrected it.
    const corrections = await server.database.query(
      "SELECT made_by, file, line FROM decision_correction WHERE reference = '22 000 001'",
    );
    const key = writer.authorization.replace('Bearer ', '').slice(0, 11);
    expect(corrections).toEqual([{ made_by: `key ${key}`, file: 'body', line: 2 }]);
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ decision(reference: "22 000 001") { outcome } }' }),
    });
    expect(await response.json()).toEqual({ data: { decision: { outcome: 'NOT_UPHELD' } } });
  });

  it('lists every mistake of a file that it refuses', async () => {
    const before = await readState();
    const { status, body } = await post('decisions', file.replace('2022-06-30', '30/06/2022'));
    expect(status).toBe(422);
    expect(body.errors[0].extensions).toEqual({
      code: 'IMPORT_REFUSED',
      kind: 'decisions',
      total: 1,
      problems: [
        {
          line: 2,
          column: 'decided_on',
          expected: 'a date such as 2019-04-01, or nothing',
          got: '"30/06/2022" (day, month and year as Excel shows them: format the column as yyyy-mm-dd)',
        },
      ],
    });
    expect(await readState()).toEqual(before);
  });

  it('takes all or nothing when the client goes away, and one import at a time', async () => {
    const before = await readState();
    const { sent, busy } = await holdPlace(file.replace('22 000 001', '22 000 002'));
    expect(busy.headers.get('retry-after')).toBe('5');
    expect(busy.body.errors[0].extensions.code).toBe('IMPORT_BUSY');
    sent.destroy();
    while ((await post('decisions?dryRun=true', file)).status === 503);
    expect(await readState()).toEqual(before);
  });
});

describe('POST /imports/{kind} misused', () => {
  it.each([
    ['an unknown kind', 'letters', file, {}, 404, 'IMPORT_KIND_UNKNOWN'],
    [
      'another type',
      'decisions',
      file,
      { 'content-type': 'application/json' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'another encoding of text',
      'decisions',
      file,
      { 'content-type': 'text/csv; charset=windows-1252' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'another packing',
      'decisions',
      file,
      { 'content-encoding': 'br' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['gzip that is none', 'decisions', file, { 'content-encoding': 'gzip' }, 400, 'BAD_REQUEST'],
    ['a flag that is none', 'decisions?dryRun=perhaps', file, {}, 400, 'BAD_REQUEST'],
    [
      'a body that is too large',
      'decisions',
      `${file}${'\n'.repeat(50_001)}`,
      {},
      413,
      'BODY_TOO_LARGE',
    ],
    ['an empty body', 'decisions', '', {}, 422, 'IMPORT_REFUSED'],
  ])('refuses %s', async (_what, path, content, headers, status, code) => {
    const answer = await post(path, content, headers);
    expect({ status: answer.status, code: answer.body.errors[0].extensions.code }).toEqual({
      status,
      code,
    });
    expect(JSON.stringify(answer.body)).not.toContain('    at ');
  });

  it('counts a body that is packed by what it holds', async () => {
    const packed = gzipSync(`${file}${'\n'.repeat(60_000)}`);
    const { status } = await post('decisions', packed, { 'content-encoding': 'gzip' });
    expect(status).toBe(413);
  });
});
