import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const answer = z.looseObject({
  edition: z.looseObject({}).nullish(),
  letter: z.object({ html: z.string(), text: z.string() }).loose().nullish(),
  errors: z.array(z.object({ message: z.string() }).loose()).optional(),
});

/** What a proxy adds, behind which nobody sits at this machine. */
const elsewhere = { 'x-forwarded-for': '192.0.2.1' };

async function keyFor(...scopes: Scope[]): Promise<Record<string, string>> {
  return { ...elsewhere, ...(await server.createKey(...scopes)) };
}

async function ask(path: string, headers: Record<string, string> = {}, body?: unknown) {
  const response = await fetch(`${server.url}/studio/api${path}`, {
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: answer.parse(await response.json()) };
}

async function readEdition(year: number) {
  return (await ask(`/editions/${year}`)).body.edition ?? {};
}

describe('editions in the studio, over HTTP', () => {
  it('are read with letters:render, and saved with letters:publish beside it', async () => {
    const edition = { ...(await readEdition(2017)), senderName: 'Another sender' };
    const render = await keyFor('letters:render');
    const publish = await keyFor('letters:render', 'letters:publish');
    expect(await ask('/editions', elsewhere)).toMatchObject({ status: 401 });
    expect(await ask('/editions', render)).toMatchObject({
      status: 200,
      body: { mayEdit: false, editions: expect.any(Array) },
    });
    const refused = await ask('/editions/2017', render, { edition, basedOn: 0 });
    expect(refused).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
    });
    expect((await readEdition(2017)).senderName).not.toBe('Another sender');
    expect(await ask('/editions', publish)).toMatchObject({ body: { mayEdit: true } });
    expect(await ask('/editions/2017', publish, { edition, basedOn: 0 })).toMatchObject({
      status: 200,
      body: { version: 1, changes: [{ by: expect.stringMatching(/^key rk_/) }] },
    });
  });

  it('are not saved for a page of another site', async () => {
    const edition = await readEdition(2016);
    const headers = { origin: 'https://evil.example.com' };
    expect(await ask('/editions/2016', headers, { edition, basedOn: 0 })).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'STUDIO_FOREIGN_ORIGIN' } }] },
    });
  });

  it.each([
    ['a year that is no number', '/editions/soon', undefined, 400],
    ['a year that is none', '/editions/1066', undefined, 422],
    ['a council that is not here', '/comments/2020/atlantis', undefined, 400],
    ['no edition', '/editions/2016', {}, 400],
    ['an edition that is a text', '/editions/2016', { edition: 'x', basedOn: 0 }, 400],
    ['an edition without fields', '/editions/2016', { edition: {}, basedOn: 0 }, 422],
    ['a draft without fields', '/draft', { yearEnding: 2016, edition: {} }, 400],
    ['a draft for no year', '/draft', { yearEnding: 3000.5 }, 400],
    ['a comment that is a list', '/comments/2020/leeds', { text: [], basedOn: 0 }, 400],
  ])('answers %s with what was expected', async (_what, path, body, status) => {
    const told = await ask(path, {}, body);
    expect(told.status).toBe(status);
    expect(told.body.errors?.[0]?.message).toMatch(/\S/);
  });

  it('shows the letter of a draft and saves nothing', async () => {
    const edition = { ...(await readEdition(2018)), opening: ['<b>A draft</b> & *nothing* more.'] };
    const draft = { yearEnding: 2018, council: 'leeds', edition, comment: 'Only **here**.' };
    const { body } = await ask('/draft', {}, draft);
    expect(body.problems).toMatchObject([{ field: 'opening', line: 1 }, { field: 'opening' }]);
    expect(body.letter?.html).toContain('&lt;b&gt;A draft&lt;/b&gt; &amp; <em>nothing</em> more.');
    expect(body.letter?.html).toContain('Only <strong>here</strong>.');
    expect(body.letter?.text).toContain('Only here.');
    expect((await readEdition(2018)).opening).not.toEqual(edition.opening);
    const published = await (await fetch(`${server.url}/letters/2018/leeds.html`)).text();
    expect(published).not.toContain('A draft');
  });
});

describe('a studio whose editions are served elsewhere', () => {
  it('says that a draft cannot be shown here, and what can be seen instead', async () => {
    const alone = await openServer({
      remoteSubgraphs: [{ name: 'reports', url: 'http://127.0.0.1:9/graphql' }],
      gatewaySecrets: ['a-secret-of-thirty-two-characters'],
    });
    try {
      const response = await fetch(`${alone.url}/studio/api/draft`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ council: 'leeds', yearEnding: 2020, comment: 'Words.' }),
      });
      expect(response.status).toBeLessThan(500);
      expect(answer.parse(await response.json()).errors).toMatchObject([
        {
          message: expect.stringContaining('editions are served elsewhere (REDRESS_SUBGRAPHS)'),
          extensions: { code: 'STUDIO_NO_DATA' },
        },
      ]);
    } finally {
      await alone.close();
    }
  });
});
