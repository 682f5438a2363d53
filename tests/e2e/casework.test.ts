import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

it('withdraws and freezes over HTTP on a database in use, and keeps by which key', async () => {
  const headers = {
    'content-type': 'application/json',
    ...(await server.createKey('casework:read', 'casework:write', 'letters:publish')),
  };
  const ask = async (query: string) => {
    const body = JSON.stringify({ query });
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };
  const by = expect.stringMatching(/^key rk_[\w-]{8}$/);
  expect(await ask('mutation { freezeYear(yearEnding: 2020) { councils by } }')).toEqual({
    freezeYear: { councils: 343, by },
  });
  const { decisions } = (await ask(
    '{ decisions(first: 1, filter: { yearEnding: 2020, outcomes: [UPHELD] }) { nodes { reference council { code } } } }',
  )) as { decisions: { nodes: { reference: string; council: { code: string } }[] } };
  const [found] = decisions.nodes;
  await ask(
    `mutation { withdrawDecision(reference: "${found?.reference}", reason: "test") { reference } }`,
  );
  const after = await ask(`{
    corrections(reference: "${found?.reference}") { nodes { kind by } }
    council(code: "${found?.council.code}") {
      performance(yearEnding: 2020) { differences { figure frozen live } correctionsSinceFrozen { totalCount } }
    }
  }`);
  expect(after).toMatchObject({
    corrections: { nodes: [{ kind: 'WITHDRAWN', by }] },
    council: { performance: { correctionsSinceFrozen: { totalCount: 1 } } },
  });
  expect(JSON.stringify(after)).toContain('outcomes.UPHELD');
});
