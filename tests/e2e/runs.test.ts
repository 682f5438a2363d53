import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

type Key = { authorization: string };

let server: TestServer;
let starter: Key;
let approver: Key;

beforeAll(async () => {
  server = await openServer();
  starter = await server.createKey('letters:publish', 'letters:read');
  approver = await server.createKey('letters:publish', 'letters:read');
});
afterAll(() => server?.close());

/** Asks the server; the answer as it came. */
async function ask(query: string, key?: Key, variables: object = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...key },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as {
    data?: Record<string, never>;
    errors?: { message: string; extensions: { code: string } }[];
  };
}

/** The data of an answer without errors. */
async function data<T>(query: string, key?: Key, variables: object = {}): Promise<T> {
  const answer = await ask(query, key, variables);
  expect(answer.errors).toBeUndefined();
  return answer.data as T;
}

/** Waits until all letters of a run are rendered: what `runProgress` streams, to its end. */
async function finish(id: string): Promise<string> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...starter },
    body: JSON.stringify({
      query:
        'subscription Progress($id: ID!) { runProgress(id: $id) { total rendered failed pending secondsLeft } }',
      variables: { id },
    }),
  });
  return response.text();
}

const councils = { codes: ['E07000107', 'E08000025', 'E10000016'] };

async function start(year = 2020): Promise<string> {
  const { startRun } = await data<{ startRun: { id: string } }>(
    'mutation Start($year: Int!, $councils: CouncilFilter) { startRun(report: "annual-letter", yearEnding: $year, councils: $councils) { id } }',
    starter,
    { year, councils },
  );
  return startRun.id;
}

const move = (what: string, id: string, key: Key, more = '') =>
  ask(`mutation Move($id: ID!) { ${what}(id: $id${more}) { id state publishAt } }`, key, { id });

describe('a run', () => {
  it('goes from draft over approval and issue to publication, each step recorded', async () => {
    const id = await start();
    const stream = await finish(id);
    expect(stream).toContain('"rendered":3,"failed":0,"pending":0,"secondsLeft":0');

    const self = await move('approveRun', id, starter);
    expect(self.errors?.[0]?.extensions.code).toBe('RUN_NEEDS_ANOTHER_PERSON');
    expect((await move('issueRun', id, starter)).errors?.[0]?.extensions.code).toBe(
      'RUN_STATE_WRONG',
    );
    expect((await move('approveRun', id, approver)).data).toMatchObject({
      approveRun: { state: 'APPROVED' },
    });
    expect((await move('issueRun', id, starter)).data).toMatchObject({
      issueRun: { state: 'ISSUED' },
    });
    const published = await move('publishRun', id, starter);
    expect(published.data).toMatchObject({ publishRun: { state: 'PUBLISHED' } });

    const { run } = await data<{ run: { transitions: { what: string; by: string }[] } }>(
      '{ run(id: "ID") { transitions { what by at } } }'.replace('ID', id),
      approver,
    );
    expect(run.transitions.map(({ what }) => what)).toEqual([
      'STARTED',
      'APPROVED',
      'ISSUED',
      'PUBLICATION_SET',
      'PUBLISHED',
    ]);
    expect(run.transitions[0]?.by).toMatch(/^key rk_/);
    expect(run.transitions[1]?.by).not.toBe(run.transitions[0]?.by);

    const { letters } = await data<{
      letters: { nodes: { version: number; state: string; sha256: string; path: string }[] };
    }>(
      '{ letters(filter: { councils: ["E07000107"], yearEnding: 2020 }) { nodes { version state sha256 path subject } } }',
    );
    expect(letters.nodes).toMatchObject([{ version: 2, state: 'PUBLISHED' }]);
    const [letter] = letters.nodes;
    const response = await fetch(`${server.url}${letter?.path}.html`);
    expect(response.headers.get('etag')).toBe(`"${letter?.sha256}"`);
    expect(await response.text()).toContain('Dartford Borough Council');
  });
});
