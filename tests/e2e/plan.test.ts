import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});

afterAll(() => server.close());

async function ask(headers: Record<string, string>) {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-redress-plan': '1', ...headers },
    body: JSON.stringify({ query: '{ reportDefinitions { name } }' }),
  });
  return { status: response.status, body: await response.json() };
}

describe('the plan of an operation', () => {
  it('comes with it to an admin', async () => {
    const { body } = await ask(await server.createKey('admin'));
    expect(body.extensions.plan.root).toMatchObject({ kind: 'Fetch', subgraph: 'reports' });
  });

  it('is refused from a caller with another scope', async () => {
    const { status, body } = await ask(await server.createKey('letters:read'));
    expect([status, body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
  });
});
