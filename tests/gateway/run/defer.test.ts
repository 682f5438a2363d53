import { describe, expect, it } from 'vitest';
import { createAuction } from '../fixture/auction.ts';
import { createMarketGateway } from '../fixture/market.gateway.ts';
import { codesOf, openMarketServer } from '../server/market-server.ts';

const plain = '{ product(id: "1") { name ... on Product { reviews { stars author { name } } } } }';
const deferred = `
  query($later: Boolean = true) {
    product(id: "1") { name ... on Product @defer(if: $later, label: "reviews") { ...Reviews } }
  }
  fragment Reviews on Product { reviews { stars ... @defer { author { name } } } }`;
const contextValue = { counter: 0 };

describe('@defer', () => {
  it('is answered as a whole where parts are not asked for', async () => {
    const gateway = createMarketGateway();
    const whole = await gateway.execute({ document: plain, contextValue });
    expect(whole.errors).toBeUndefined();
    expect(await gateway.execute({ document: deferred, contextValue })).toEqual(whole);
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

  describe('misuse', () => {
    const auction = createAuction();
    const market = createMarketGateway();

    async function messagesOf(document: string): Promise<string[]> {
      const { errors = [] } = await market.execute({ document, contextValue });
      for (const { extensions } of errors)
        expect(extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      return errors.map(({ message }) => message);
    }

    it('a label that is used twice is refused, also across fragments', async () => {
      const twice = `
        { product(id: "1") { ... @defer(label: "later") { name } ...More } }
        fragment More on Product { ... @defer(label: "later") { kind } ... @defer { sku } ... @defer { id } }`;
      expect(await messagesOf(twice)).toEqual([
        'Each label of @defer must be used once, but "later" is used twice. Choose another.',
      ]);
    });

    it('a label from a variable is refused', async () => {
      const query =
        'query($name: String) { product(id: "1") { ... @defer(label: $name) { name } } }';
      expect(await messagesOf(query)).toEqual([
        'The label of @defer must be a text, but got the variable "$name". Write it out.',
      ]);
    });

    it('the root of a mutation is not deferred, what is beneath may be', async () => {
      const refused =
        '@defer must be beneath a field of a mutation, but is at its root. Move it into a field.';
      const fragment = 'fragment Bump on Mutation { bump(by: 1) { value } }';
      expect(await messagesOf('mutation { ... @defer { bump(by: 1) { value } } }')).toEqual([
        refused,
      ]);
      expect(await messagesOf(`mutation { ...Bump @defer } ${fragment}`)).toEqual([refused]);
      expect(await messagesOf(`mutation { ... { ...Bump @defer(if: true) } } ${fragment}`)).toEqual(
        [refused],
      );
      expect(await messagesOf(`mutation { ...Bump @defer(if: false) } ${fragment}`)).toEqual([]);
      expect(await messagesOf('mutation { bump(by: 1) { ... @defer { value } } }')).toEqual([]);
    });

    it('a subscription defers nothing, at whatever depth', async () => {
      const document = 'subscription { bids { lot { ... @defer { name } } } }';
      const answer = await auction.gateway.subscribe({ document, contextValue: {} });
      expect('errors' in answer && answer.errors?.map(({ message }) => message)).toEqual([
        '@defer must be in a query or a mutation, but is in a subscription. Leave it out, or give it "if: false".',
      ]);
      await auction.gateway.close();
    });

    it('over HTTP it is a 400 with the code', async () => {
      const server = await openMarketServer();
      const query =
        '{ product(id: "1") { ... @defer(label: "a") { name } ... @defer(label: "a") { sku } } }';
      const accept = 'application/graphql-response+json';
      const reply = await server.post({ query }, { accept });
      expect(reply.status).toBe(400);
      expect(codesOf(reply)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
      await server.close();
    });
  });
});
