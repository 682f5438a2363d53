import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

interface Refusal {
  status: number;
  code: string | undefined;
  message: string | undefined;
  text: string;
}

async function readRefusal(response: Response): Promise<Refusal> {
  const text = await response.text();
  const body = JSON.parse(text) as {
    errors?: { message: string; extensions?: { code: string } }[];
  };
  const error = body.errors?.[0];
  return { status: response.status, code: error?.extensions?.code, message: error?.message, text };
}

/** A refusal says what was expected, and nothing of the inside. */
function expectPlain({ text, message }: Refusal): void {
  expect(text).not.toMatch(/node_modules|\.ts:|\.js:|at Object|\/src\/|SQLITE|stacktrace/);
  expect(message?.length).toBeGreaterThan(20);
}

const postGraphql = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
const deep = `{ council(slug: "leeds") ${'{ county '.repeat(60)}{ name }${' }'.repeat(60)} }`;

describe('bad input to the graph', () => {
  it.each([
    ['no JSON', '{', 400, 'MALFORMED_JSON'],
    ['an empty body', '', 400, 'MALFORMED_JSON'],
    ['a list', '[]', 400, 'BAD_REQUEST'],
    ['no query', '{}', 400, 'BAD_REQUEST'],
    ['an operation that does not parse', '{"query":"{ council("}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query":"{ councillor { name } }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an operation deeper than the limit',
      JSON.stringify({ query: deep }),
      400,
      'OPERATION_TOO_DEEP',
    ],
    [
      'fragments in a circle',
      '{"query":"{ ...A } fragment A on Query { ...A }"}',
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'an unknown operation name',
      '{"query":"query A { __typename }","operationName":"B"}',
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a missing variable',
      '{"query":"query ($s: String!) { council(slug: $s) { name } }"}',
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a body over 1 MiB',
      JSON.stringify({ query: `{ __typename } #${'x'.repeat(1_048_576)}` }),
      413,
      'BODY_TOO_LARGE',
    ],
  ])('is refused: %s', async (_what, body, status, code) => {
    const refusal = await readRefusal(await postGraphql(body));
    expect(refusal).toMatchObject({ status, code });
    expectPlain(refusal);
  });

  it.each([
    ['{ decisions(filter: { decidedFrom: "31/03/2020" }) { totalCount } }', 'YYYY-MM-DD'],
    ['{ council(slug: "leeds") { performance(yearEnding: 20) { id } } }', 'between 1975 and 2100'],
    ['{ councils(first: 1000) { totalCount } }', 'a number from 1 to 100'],
    ['{ councils(after: "x") { totalCount } }', 'a cursor from this list'],
  ])('in an argument is named with what was expected: %s', async (query, expected) => {
    const refusal = await readRefusal(await postGraphql(JSON.stringify({ query })));
    expect(refusal.status).toBeLessThan(500);
    expect(refusal.message).toContain(expected);
    expect(refusal.text).not.toMatch(/node_modules|stacktrace/);
  });

  it('is refused as a key that is none', async () => {
    for (const authorization of ['Bearer rk_wrong', 'Basic abc', 'Bearer ']) {
      const refusal = await readRefusal(
        await postGraphql('{"query":"{ __typename }"}', { authorization }),
      );
      expect(refusal).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
  });
});

describe('bad addresses', () => {
  it.each([
    ['/letters/2020/nowhere.html', 'LETTER_NOT_FOUND'],
    ['/letters/2031/dartford.html', 'LETTER_NOT_FOUND'],
    ['/letters/1900/dartford.html', 'LETTER_NOT_FOUND'],
    ['/letters/9999/dartford.txt', 'LETTER_NOT_FOUND'],
    ['/letters/last/dartford.html', 'LETTER_NOT_FOUND'],
    ['/letters/2020/dartford.docx', 'LETTER_FORMAT_UNKNOWN'],
    ['/letters/2020/dartford.html?report=weekly', 'REPORT_NOT_FOUND'],
    ["/letters/2020/' OR 1=1--.html", 'LETTER_NOT_FOUND'],
    ['/letters/2020/%00.html', 'LETTER_NOT_FOUND'],
    ['/letters/2020/..%2f..%2fetc%2fpasswd.html', 'LETTER_NOT_FOUND'],
    ['/nothing/here', 'NOT_FOUND'],
  ])('%s is 404', async (path, code) => {
    const refusal = await readRefusal(await fetch(`${server.url}${path}`));
    expect(refusal).toMatchObject({ status: 404, code });
    expectPlain(refusal);
  });

  it('with a broken escape is 400', async () => {
    const refusal = await readRefusal(await fetch(`${server.url}/letters/2020/%E0%A4%A.html`));
    expect(refusal).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  it('gives a browser a page that says what was expected', async () => {
    const response = await fetch(`${server.url}/letters/2020/nowhere.html`, {
      headers: { accept: 'text/html' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('nowhere');
  });
});

describe('after all of that', () => {
  it('the server still answers', async () => {
    const response = await postGraphql('{"query":"{ council(slug: \\"leeds\\") { name } }"}');
    expect(await response.json()).toEqual({ data: { council: { name: 'Leeds City Council' } } });
  });
});
