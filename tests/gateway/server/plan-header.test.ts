import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codesOf, type MarketServer, openMarketServer } from './market-server.ts';

const query = '{ product(id: "1") { name } }';
let server: MarketServer;

beforeEach(async () => {
  let requests = 0;
  server = await openMarketServer({
    createContext: ({ headers }) => ({ counter: headers.authorization ? ++requests : 0 }),
    mayReadPlan: ({ counter }) => counter > 0,
  });
});

afterEach(() => server.close());

describe('the header x-redress-plan', () => {
  it('brings the plan to a caller who may read it', async () => {
    const { json } = await server.post(
      { query },
      { 'x-redress-plan': '1', authorization: 'Bearer x' },
    );
    expect(json.data.product.name).toEqual(expect.any(String));
    expect(json.extensions.plan.root).toMatchObject({ kind: 'Fetch', subgraph: 'catalog' });
  });

  it('is refused from anybody else', async () => {
    const reply = await server.post({ query }, { 'x-redress-plan': '1' });
    expect([reply.status, codesOf(reply)]).toEqual([403, ['FORBIDDEN']]);
    expect(reply.text).not.toContain('catalog');
  });

  it.each(['', '0'])('asks for nothing when it is "%s"', async (value) => {
    const { json } = await server.post({ query }, { 'x-redress-plan': value });
    expect(Object.keys(json)).toEqual(['data']);
  });

  it('is refused from everybody where nobody was named', async () => {
    const plain = await openMarketServer();
    const headers = { 'x-redress-plan': '1', authorization: 'Bearer x' };
    expect((await plain.post({ query }, headers)).status).toBe(403);
    await plain.close();
  });
});
