import { describe, expect, it } from 'vitest';
import type { AnswerPart } from '../../../src/gateway/parts/answer-part.ts';
import type { EventStream } from '../../../src/gateway/run/event-stream.ts';
import { createHeldMarket, type HeldMarket } from '../fixture/held-market.ts';
import { createMarketGateway, embeddedMarketTransports } from '../fixture/market.gateway.ts';
import { mergeParts, readParts } from './merge-parts.ts';

const contextValue = { counter: 0 };
const market = createMarketGateway();

async function ask(document: string, variables: Record<string, unknown> = {}) {
  return readParts(await market.executeInParts({ document, variables, contextValue }));
}

/** The parts of an answer, which must come in parts. */
async function partsOf(document: string, variables: Record<string, unknown> = {}) {
  const parts = await ask(document, variables);
  if (!Array.isArray(parts)) throw new Error(`It came whole: ${JSON.stringify(parts)}`);
  return parts;
}

function payloadsOf(parts: readonly AnswerPart[]) {
  return parts.flatMap((part) => ('incremental' in part && part.incremental) || []);
}

async function begin({ gateway }: HeldMarket, document: string): Promise<EventStream<AnswerPart>> {
  const answer = await gateway.executeInParts({ document, contextValue });
  if (!('next' in answer)) throw new Error(`It came whole: ${JSON.stringify(answer)}`);
  return answer;
}

describe('an answer in parts', () => {
  it('begins while what is deferred has not been answered', async () => {
    const held = createHeldMarket('reviews');
    const query = '{ product(id: "1") { name ... @defer(label: "later") { reviews { stars } } } }';
    const stream = await begin(held, query);
    expect((await stream.next()).value).toEqual({
      data: { product: { name: 'Product 1' } },
      hasNext: true,
    });
    const next = stream.next();
    await held.whenAsked('reviews');
    held.release('reviews');
    expect((await next).value).toEqual({
      incremental: [{ path: ['product'], label: 'later', data: { reviews: [{ stars: 0 }] } }],
      hasNext: false,
    });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(await stream.ended).toBe('completed');
  });

  it('gives fragments of one wave each when it is there', async () => {
    const held = createHeldMarket('reviews', 'stock');
    const stream = await begin(
      held,
      `{ product(id: "1") { name
          ... @defer(label: "stock") { stockLevel }
          ... @defer(label: "reviews") { averageStars } } }`,
    );
    await stream.next();
    await held.whenAsked('stock');
    held.release('reviews');
    const labels = ({ value }: { value: AnswerPart | undefined }) =>
      payloadsOf(value ? [value] : []).map(({ label }) => label);
    expect(labels(await stream.next())).toEqual(['reviews']);
    held.release('stock');
    expect(labels(await stream.next())).toEqual(['stock']);
  });

  it('asks subgraphs as often as the whole answer', async () => {
    const document = `{ products(ids: ["1", "2"]) { name
      ... @defer { reviews { stars author { name } } }
      ... @defer { stockLevel shipping } } }`;
    const parted = createHeldMarket();
    await readParts(await parted.gateway.executeInParts({ document, contextValue }));
    const whole = createHeldMarket();
    await whole.gateway.execute({ document, contextValue });
    expect(parted.asked.toSorted()).toEqual(whole.asked.toSorted());
    expect(whole.asked.length).toBeGreaterThan(3);
  });

  it('has a part for each object of a list', async () => {
    const parts = await partsOf(
      '{ products(ids: ["1", "2"]) { name ... @defer { averageStars } } }',
    );
    expect(parts).toEqual([
      { data: { products: [{ name: 'Product 1' }, { name: 'Product 2' }] }, hasNext: true },
      {
        incremental: [
          { path: ['products', 0], data: { averageStars: expect.any(Number) } },
          { path: ['products', 1], data: { averageStars: expect.any(Number) } },
        ],
        hasNext: false,
      },
    ]);
  });

  it('gives a fragment within a deferred one after it', async () => {
    const parts = await partsOf(
      `{ product(id: "1") { name ... @defer(label: "outer") {
          reviews { stars ... @defer(label: "inner") { author { name } } } } } }`,
    );
    expect(parts.slice(1)).toEqual([
      {
        incremental: [{ path: ['product'], label: 'outer', data: { reviews: [{ stars: 0 }] } }],
        hasNext: true,
      },
      {
        incremental: [
          {
            path: ['product', 'reviews', 0],
            label: 'inner',
            data: { author: { name: 'Person p3' } },
          },
        ],
        hasNext: false,
      },
    ]);
  });

  it('follows aliases, named fragments and names that objects inherit', async () => {
    const parts = await partsOf(
      `{ constructor: product(id: "1") { ...Later @defer } }
       fragment Later on Product { __proto__: averageStars stars: averageStars }`,
    );
    expect(JSON.stringify(parts[0])).toBe('{"data":{"constructor":{}},"hasNext":true}');
    const [payload] = payloadsOf(parts);
    expect(payload?.path).toEqual(['constructor']);
    expect(Object.keys(payload?.data ?? {})).toEqual(['__proto__', 'stars']);
  });

  it('defers by the type of an object', async () => {
    const parts = await partsOf(
      `{ items(first: 4) { title
          ... on Book @defer(label: "book") { pages rating }
          ... on Film @defer(label: "film") { minutes } } }`,
    );
    const types = await market.execute({
      document: '{ items(first: 4) { __typename } }',
      contextValue,
    });
    const items = (types.data as { items: { __typename: string }[] } | null)?.items ?? [];
    const books = items.flatMap(({ __typename }, index) => (__typename === 'Book' ? [index] : []));
    expect(payloadsOf(parts).map(({ path, label }) => ({ path, label }))).toEqual(
      books.map((index) => ({ path: ['items', index], label: 'book' })),
    );
    expect(books.length).toBeGreaterThan(0);
  });

  it('waits for what a deferred field requires', async () => {
    const query = '{ product(id: "2") { name ... @defer { shipping(express: true) } } }';
    const parts = await partsOf(query);
    expect(parts[0]).toEqual({ data: { product: { name: 'Product 2' } }, hasNext: true });
    const whole = await market.execute({ document: query, contextValue });
    expect(mergeParts(parts).data).toEqual(whole.data);
    expect(payloadsOf(parts)[0]?.data).toEqual({ shipping: expect.any(Number) });
  });

  it('defers at the root', async () => {
    const parts = await partsOf(
      '{ product(id: "1") { name } ... @defer { people(first: 1) { name } } }',
    );
    expect(payloadsOf(parts)).toEqual([{ path: [], data: { people: [{ name: 'Person p1' }] } }]);
  });

  it('goes by if, @include and @skip', async () => {
    const query = `query($later: Boolean, $there: Boolean!) {
      product(id: "1") { name ... @defer(if: $later) @include(if: $there) { averageStars } } }`;
    const isParted = async (variables: Record<string, unknown>) =>
      Array.isArray(await ask(query, variables));
    expect(await isParted({ later: true, there: true })).toBe(true);
    expect(await isParted({ there: true })).toBe(true);
    expect(await isParted({ later: null, there: true })).toBe(false);
    expect(await isParted({ later: false, there: true })).toBe(false);
    expect(await isParted({ later: true, there: false })).toBe(false);
    expect(
      await ask('{ product(id: "1") { ... @defer(if: false) { averageStars } } }'),
    ).toMatchObject({ data: { product: { averageStars: expect.any(Number) } } });
  });

  describe('comes whole', () => {
    it('where a fragment needs nothing more to be fetched', async () => {
      expect(await ask('{ product(id: "1") { name ... @defer { sku kind } } }')).toEqual({
        data: { product: { name: 'Product 1', sku: 'sku-1', kind: 'BOOK' } },
      });
    });

    it('where there is no object to defer something of', async () => {
      expect(await ask('{ product(id: "99") { name ... @defer { averageStars } } }')).toEqual({
        data: { product: null },
      });
    });

    it('where the operation is a mutation', async () => {
      const query = 'mutation { restock(id: "1", amount: 2) { name ... @defer { averageStars } } }';
      expect(await ask(query)).toMatchObject({
        data: { restock: { name: 'Product 1', averageStars: expect.any(Number) } },
      });
    });

    it('where the plan is asked for', async () => {
      const document = '{ product(id: "1") { name ... @defer { averageStars } } }';
      const answer = await market.executeInParts({ document, contextValue, explain: true });
      expect(answer).toMatchObject({ data: {}, extensions: { plan: {} } });
    });
  });

  describe('when something is lost', () => {
    it('the part that shows it has the error', async () => {
      const parts = await partsOf(
        '{ broken product(id: "3") { name ... @defer { averageStars } } }',
      );
      expect(parts).toMatchObject([
        { data: { broken: null }, errors: [{ path: ['broken'] }] },
        {
          incremental: [
            {
              data: { averageStars: null },
              errors: [{ message: 'No stars', path: ['product', 'averageStars'] }],
            },
          ],
        },
      ]);
    });

    it('a fragment is null where it may not be, and what is within it does not come', async () => {
      const parts = await partsOf(
        `{ product(id: "2") { makers { id ... @defer(label: "lost") {
            nickname reviews(first: 1) { stars ... @defer(label: "inner") { product { sku } } } } } } }`,
      );
      const code = 'MARKET_REFUSED';
      expect(payloadsOf(parts)).toMatchObject(
        [0, 1].map((index) => ({
          path: ['product', 'makers', index],
          label: 'lost',
          data: null,
          errors: [{ path: ['product', 'makers', index, 'nickname'], extensions: { code } }],
        })),
      );
    });

    it('a null that was sent stays null, and nothing beneath it follows', async () => {
      const parts = await partsOf(
        `{ product(id: "2") { makers { nickname ... @defer(label: "none") { reviewCount } }
            ... @defer(label: "more") { makers { reviewCount } } } }`,
      );
      expect(parts[0]).toMatchObject({ data: { product: { makers: [null, null] } } });
      expect(payloadsOf(parts)).toEqual([
        { path: ['product'], label: 'more', data: { makers: [null, null] } },
      ]);
    });

    it('a subgraph that gives no answer takes only its fragment', async () => {
      const transports = {
        reviews: { execute: () => Promise.reject(new Error('refused by 10.0.0.7')) },
      };
      const gateway = createMarketGateway({ ...embeddedMarketTransports(), ...transports });
      const document = '{ product(id: "1") { name ... @defer { averageStars } } }';
      const parts = await readParts(await gateway.executeInParts({ document, contextValue }));
      expect(parts).toMatchObject([
        { data: { product: { name: 'Product 1' } }, hasNext: true },
        {
          incremental: [
            {
              data: { averageStars: null },
              errors: [
                {
                  path: ['product', 'averageStars'],
                  extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'reviews' },
                },
              ],
            },
          ],
          hasNext: false,
        },
      ]);
    });
  });

  it('stops fetching when its reader leaves', async () => {
    const held = createHeldMarket('reviews');
    const stream = await begin(
      held,
      '{ product(id: "1") { name ... @defer { reviews { author { name } } } } }',
    );
    await stream.next();
    await held.whenAsked('reviews');
    await stream.return();
    held.release('reviews');
    expect(await stream.ended).toBe('stopped');
    expect(held.asked).toEqual(['catalog', 'reviews']);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });
});
