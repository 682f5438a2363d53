import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';
import { revokeApiKey } from '../../src/resolvers/access/api-key.repository.ts';
import { createTokenIssuer, type TokenIssuer } from '../gateway/sign-in/token-issuer.ts';
import { openServer, type TestServer } from './open-server.ts';

const officers = '{ council(slug: "dartford") { name officers { name } } }';
const render =
  'mutation { renderReport(name: "annual-letter", params: { council: "dartford", yearEnding: 2020 }) { subject } }';

let issuer: TokenIssuer;
let keys: Server;
let server: TestServer;
beforeAll(async () => {
  issuer = await createTokenIssuer();
  keys = createServer((_request, response) => response.end(JSON.stringify(issuer.keys)));
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const { port } = keys.address() as AddressInfo;
  const { protection } = parseSettings({
    NODE_ENV: 'production',
    REDRESS_JWKS_URL: `http://127.0.0.1:${port}/jwks.json`,
    REDRESS_JWT_ISSUER: 'https://issuer.example',
    REDRESS_JWT_AUDIENCE: 'redress',
  });
  server = await openServer({ protection });
});
afterAll(async () => {
  await server.close();
  await new Promise((resolve) => keys.close(resolve));
});

/** A token that is good now: the server's clock is the real one. */
async function bearer(claims: Record<string, unknown> = {}) {
  const now = Math.floor(Date.now() / 1_000);
  return { authorization: `Bearer ${await issuer.sign({ iat: now, exp: now + 60, ...claims })}` };
}

async function ask(query: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    data: {
      council: { officers: { name: string }[] };
      __schema: { queryType: { name: string } };
    };
    errors?: { extensions: { code: string } }[];
  };
  return {
    status: response.status,
    data,
    codes: errors?.map((error) => error.extensions.code),
  };
}

describe('the whole server', () => {
  it('gives officers to a key or a token with the scope, or to an administrator', async () => {
    for (const headers of [
      await server.createKey('casework:read'),
      await server.createKey('admin'),
      await bearer({ scope: 'casework:read letters:read' }),
      await bearer({ scope: 'admin' }),
    ]) {
      const { data, codes } = await ask(officers, headers);
      expect([Number(data.council.officers[0]?.name.length) > 3, codes]).toEqual([true, undefined]);
    }
  });

  it('gives them to nobody else, and the rest to everybody', async () => {
    for (const headers of [
      {},
      await server.createKey('letters:read'),
      await bearer({ scope: 'letters:read' }),
      await bearer({ scope: 'casework' }),
      await bearer(),
    ]) {
      expect(await ask(officers, headers)).toMatchObject({
        status: 200,
        data: { council: { name: 'Dartford Borough Council', officers: null } },
        codes: ['FORBIDDEN'],
      });
    }
  });

  it.each([
    '{ councils(first: 1) { nodes { o: officers { name } } } }',
    '{ council(slug: "dartford") { ... on Council { ...F } } } fragment F on Council { officers { id } }',
    '{ letters(first: 1) { nodes { council { officers { email } } } } }',
    '{ decisions(first: 1) { nodes { council { county { officers { name } } officers { name } } } } }',
  ])('keeps them on the way %s', async (query) => {
    const answer = await ask(query);
    expect(JSON.stringify(answer.data)).not.toMatch(/"(name|email|id)"/);
    expect(new Set(answer.codes)).toEqual(new Set(['FORBIDDEN']));
  });

  it('renders for callers with the scope only', async () => {
    expect(await ask(render, await bearer({ scope: 'letters:render' }))).toMatchObject({
      status: 200,
      codes: undefined,
    });
    expect((await ask(render)).codes).toEqual(['FORBIDDEN']);
    expect((await ask(render, await bearer({ scope: 'letters:read' }))).codes).toEqual([
      'FORBIDDEN',
    ]);
  });

  it('takes a token where pages take a key', async () => {
    const post = async (headers: Record<string, string>) => {
      const response = await fetch(`${server.url}/reports/annual-letter/render`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/html', ...headers },
        body: JSON.stringify({ council: 'dartford', yearEnding: 2020 }),
      });
      return response.status;
    };
    expect([
      await post(await bearer({ scope: 'letters:render' })),
      await post(await bearer({ scope: 'letters:read' })),
      await post(await bearer({ exp: 1 })),
      await post({}),
    ]).toEqual([200, 403, 401, 401]);
  });

  it('refuses a token of another issuer, for another audience, expired, or changed', async () => {
    const good = await bearer({ scope: 'admin' });
    const [head, , signature] = good.authorization.split('.');
    const forged = Buffer.from('{"sub":"ann","scope":"admin"}').toString('base64url');
    for (const headers of [
      await bearer({ iss: 'https://other.example' }),
      await bearer({ aud: 'another' }),
      await bearer({ exp: 1_000 }),
      { authorization: `${head}.${forged}.${signature}` },
      { authorization: 'Bearer e30.e30.e30' },
    ]) {
      expect(await ask('{ __typename }', headers)).toMatchObject({
        status: 401,
        codes: ['UNAUTHENTICATED'],
      });
    }
  });

  it('lets a key go the moment it is revoked', async () => {
    const key = await server.createKey('casework:read');
    expect((await ask(officers, key)).codes).toBeUndefined();
    await revokeApiKey(server.database, key.authorization.slice(7, 18), '2026-01-01T00:00:00.000Z');
    expect(await ask(officers, key)).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  it('keeps no key that could be read out of its database', async () => {
    const { authorization } = await server.createKey('admin');
    const rows: unknown = await server.database.query('SELECT * FROM api_key');
    expect(JSON.stringify(rows)).toContain(authorization.slice(7, 18));
    expect(JSON.stringify(rows)).not.toContain(authorization.slice(18));
  });

  it('tells its schema in production to those who are signed in', async () => {
    const query = '{ __schema { queryType { name } } }';
    expect(await ask(query)).toMatchObject({ status: 400, codes: ['INTROSPECTION_DISABLED'] });
    expect((await ask(query, await bearer())).data.__schema.queryType.name).toBe('Query');
    expect((await ask(query, await server.createKey())).data.__schema.queryType.name).toBe('Query');
  });
});
