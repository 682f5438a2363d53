import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Delivery } from '../../src/schema/reports/delivery.entity.ts';
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
        'subscription Progress($id: ID!) { runProgress(id: $id) { total rendered failed pending secondsLeft perSecond sent } }',
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
    expect(stream).toMatch(/"perSecond":(null|\d[\d.]*),"sent":0/);

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

  it('is what the studio compares with, as it was kept, whatever is written since', async () => {
    const id = await start();
    await finish(id);
    await move('approveRun', id, approver);
    await move('issueRun', id, starter);
    await move('publishRun', id, starter);
    const askStudio = async (path: string, body: object): Promise<unknown> =>
      (
        await fetch(`${server.url}/studio/api${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).json();
    const readPublished = () =>
      askStudio('/published', { report: 'annual-letter', council: 'dartford' });
    const now = { report: 'annual-letter', parameters: { council: 'dartford', yearEnding: 2020 } };
    const kept = await readPublished();
    const before = await askStudio('/preview', now);
    const words = 'Written after the letter was published.';
    await askStudio('/comments/2020/dartford', { text: words, basedOn: 0 });
    expect(before).not.toMatchObject({ letter: { text: expect.stringContaining(words) } });
    expect(await askStudio('/preview', now)).toMatchObject({
      letter: { text: expect.stringContaining(words) },
    });
    expect(kept).toMatchObject({ letter: { yearEnding: 2020 } });
    expect(await readPublished()).toEqual(kept);
  });

  it('says what has changed since its letters, and is not approved before they are rendered again', async () => {
    const id = await start(2019);
    await finish(id);
    const differing = async () => {
      const found = await data<{
        letters: {
          nodes: { id: string; differences: { path: string; before: string; now: string }[] }[];
        };
      }>(
        '{ letters(filter: { run: "ID" }) { nodes { id differences { path before now } } } }'.replace(
          'ID',
          id,
        ),
        approver,
      );
      return found.letters.nodes.filter(({ differences }) => differences.length > 0);
    };
    expect(await differing()).toEqual([]);
    const rename = "UPDATE council SET name = 'Dartford District Council' WHERE gss_code = ?";
    await server.databases.councils.query(rename, ['E07000107']);
    const [changed, ...others] = await differing();
    expect(others).toEqual([]);
    expect(changed?.differences).toContainEqual({
      path: expect.stringMatching(/name$/),
      before: '"Dartford Borough Council"',
      now: '"Dartford District Council"',
    });
    const refused = await move('approveRun', id, approver);
    expect(refused.errors?.[0]?.extensions.code).toBe('RUN_DATA_CHANGED');
    expect(refused.errors?.[0]?.message).toContain('those of dartford were rendered before');

    await data('mutation Again($id: ID!) { renderLetterAgain(id: $id) { id } }', starter, {
      id: changed?.id,
    });
    await finish(id);
    expect(await differing()).toEqual([]);
    expect((await move('approveRun', id, approver)).data).toMatchObject({
      approveRun: { state: 'APPROVED' },
    });
    await move('issueRun', id, starter);
    await move('publishRun', id, starter);
  });

  it('of a correction puts its letter in the place of the old one, and both stay', async () => {
    type Version = {
      id: string;
      version: number;
      supersedes: { version: number } | null;
      supersededBy: { version: number } | null;
    };
    const versions = async (key?: Key, more = ', superseded: true') => {
      const found = await data<{ letters: { nodes: Version[] } }>(
        `{ letters(filter: { councils: ["E07000107"], yearEnding: 2019${more} }) { nodes { id version supersedes { version } supersededBy { version } } } }`,
        key,
      );
      return found.letters.nodes.toSorted((a, b) => a.version - b.version);
    };
    const old = (await versions()).at(-1);
    const { version = 0 } = old ?? {};
    expect(old?.supersededBy).toBeNull();
    const { correctLetter } = await data<{ correctLetter: { id: string } }>(
      'mutation Correct($id: ID!) { correctLetter(id: $id, reason: "a wrong name") { id } }',
      starter,
      { id: old?.id },
    );
    await finish(correctLetter.id);
    expect((await versions()).at(-1), 'while the correction is a draft').toEqual(old);
    expect((await versions(approver)).at(-1)).toMatchObject({
      version: version + 1,
      supersedes: { version },
    });
    await move('approveRun', correctLetter.id, approver);
    await move('issueRun', correctLetter.id, starter);
    expect((await versions()).at(-1), 'while it is under embargo').toEqual(old);
    await move('publishRun', correctLetter.id, starter);
    expect((await versions()).slice(-2)).toMatchObject([
      { id: old?.id, version, supersededBy: { version: version + 1 } },
      { version: version + 1, supersedes: { version }, supersededBy: null },
    ]);
    expect(await versions(undefined, '')).toMatchObject([{ version: version + 1 }]);
  });

  it('has messages in doubt settled by those who may publish, once', async () => {
    const deliveries = server.databases.reports.getRepository(Delivery);
    const [one] = await deliveries.find({ where: { state: 'WAITING' }, take: 1 });
    await deliveries.update({ id: one?.id ?? '' }, { state: 'IN_DOUBT' });
    const settle = (verdict: string, key?: Key) =>
      ask(
        'mutation Settle($id: ID!, $verdict: DeliveryVerdict!) { settleDelivery(id: $id, verdict: $verdict, reason: "telephoned") { state reply history { state by why } } }',
        key,
        { id: one?.id, verdict },
      );
    expect((await settle('SENT')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await settle('SENT', approver)).data).toMatchObject({
      settleDelivery: {
        state: 'SENT',
        reply: 'telephoned',
        history: [{ state: 'WAITING' }, { state: 'SENT', by: expect.stringMatching(/^key rk_/) }],
      },
    });
    expect((await settle('AGAIN', approver)).errors?.[0]?.extensions.code).toBe(
      'DELIVERY_NOT_OPEN',
    );
  });
});
