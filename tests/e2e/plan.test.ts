import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openServer, type TestServer } from './open-server.ts';

const answerSchema = z.object({
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).optional(),
  extensions: z.object({ plan: z.object({ root: z.unknown() }) }).optional(),
});

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
  const body = answerSchema.parse(await response.json());
  return { status: response.status, body };
}

describe('the plan of an operation', () => {
  it('comes with it to an admin', async () => {
    const { body } = await ask(await server.createKey('admin'));
    expect(body.extensions?.plan.root).toMatchObject({ kind: 'Fetch', subgraph: 'reports' });
  });

  it('is refused from a caller with another scope', async () => {
    const { status, body } = await ask(await server.createKey('letters:read'));
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
  });
});
