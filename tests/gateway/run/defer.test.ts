import { describe, expect, it } from 'vitest';
import { createMarketGateway } from '../fixture/market.gateway.ts';
import { openMarketServer } from '../server/market-server.ts';

const plain = '{ product(id: "1") { name ... on Product { reviews { stars author { name } } } } }';
const deferred = `
  query($later: Boolean = true) {
    product(id: "1") { name ... on Product @defer(if: $later, label: "reviews") { ...Reviews } }
  }
  fragment Reviews on Product { reviews { stars ... @defer { author { name } } } }`;
const contextValue = { counter: 0 };

describe('@defer', () => {
  it('is answered as a whole', async () => {
    const gateway = createMarketGateway();
    const whole = await gateway.execute({ document: plain, contextValue });
    expect(whole.errors).toBeUndefined();
    expect(await gateway.execute({ document: deferred, contextValue })).toEqual(whole);
  });

  it('comes as one JSON response to a client that would take parts', async () => {
    const server = await openMarketServer();
    const accept =
      'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9';
    const [whole, reply] = [
      await server.post({ query: plain }),
      await server.post({ query: deferred }, { accept }),
    ];
    expect(reply.headers.get('content-type')).toBe(
      'application/graphql-response+json; charset=utf-8',
    );
    expect(reply.json).toEqual(whole.json);
    await server.close();
  });

  it('is refused on a field', async () => {
    const { errors } = await createMarketGateway().execute({
      document: '{ product(id: "1") { name @defer } }',
      contextValue,
    });
    expect(errors?.map(({ message }) => message)).toEqual([
      'Directive "@defer" may not be used on FIELD.',
    ]);
  });
});
