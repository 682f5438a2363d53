import { describe, expect, it } from 'vitest';
import type { ResponseObject } from '../../../src/gateway/transports/subgraph-transport.ts';
import { createMarketGateway, embeddedMarketTransports } from '../fixture/market.gateway.ts';

async function answerWith(data: ResponseObject, document: string) {
  const transports = { ...embeddedMarketTransports(), catalog: { execute: () => ({ data }) } };
  const gateway = createMarketGateway(transports);
  const result = await gateway.execute({ document, contextValue: { counter: 0 } });
  const errors = (result.errors ?? []).map(({ path, extensions }) => [path, extensions.code]);
  const names = (result.errors ?? []).map(({ extensions }) => extensions.serviceName);
  expect(new Set(names)).toEqual(new Set(errors.map(() => 'catalog')));
  return { data: result.data, errors };
}

describe('the projection of what a subgraph gave', () => {
  it.each([
    ['weight', 'heavy', null],
    ['weight', 1.5, null],
    ['weight', { grams: 1 }, null],
    ['label', 5, null],
    ['size', 'large', null],
    ['size', [], null],
    ['weight', 12, 12],
  ])('gives %s only what its type allows: %j', async (field, value, shown) => {
    const selection = field === 'size' ? 'size { width }' : field;
    const { data, errors } = await answerWith(
      { product: { [field]: value } },
      `{ product(id: 1) { ${selection} } }`,
    );
    expect(data).toEqual({ product: { [field]: shown } });
    expect(errors).toEqual(shown === null ? [[['product', field], 'VALUE_NOT_IN_SCHEMA']] : []);
  });

  it('shows no value of an enum that clients may not see', async () => {
    const { data, errors } = await answerWith(
      { product: { id: 1, kind: 'HIDDEN' } },
      '{ product(id: 1) { id kind } }',
    );
    expect(data).toEqual({ product: null });
    expect(errors).toEqual([[['product', 'kind'], 'VALUE_NOT_IN_SCHEMA']]);
  });

  it('takes whole numbers as ids, and anything as a custom scalar', async () => {
    const { data } = await answerWith(
      { settings: { flags: [{ deep: { x: 1 } }] }, product: { id: 7 } },
      '{ settings { flags } product(id: 7) { id } }',
    );
    expect(data).toEqual({ settings: { flags: [{ deep: { x: 1 } }] }, product: { id: '7' } });
  });

  it('says where a value is missing that is never null, and nulls the nearest place that may be', async () => {
    const { data, errors } = await answerWith(
      { maybeProducts: [{ name: 'One' }, { name: null }, null] },
      '{ maybeProducts(ids: []) { name } }',
    );
    expect(data).toEqual({ maybeProducts: [{ name: 'One' }, null, null] });
    expect(errors).toEqual([[['maybeProducts', 1, 'name'], 'NULL_IN_NON_NULL_FIELD']]);
  });

  it('nulls the whole answer when nothing in between may be null', async () => {
    const { data, errors } = await answerWith({ products: [null] }, '{ products { id } }');
    expect(data).toBeNull();
    expect(errors).toEqual([[['products', 0], 'NULL_IN_NON_NULL_FIELD']]);
  });

  it('names the subgraph that was to give the place, of those that give of an object', async () => {
    const { stock, ...others } = embeddedMarketTransports();
    const gateway = createMarketGateway({
      ...others,
      stock: {
        execute: async (request) => {
          const { data } = (await stock?.execute(request)) ?? {};
          const wrong = Object.entries(data ?? {}).map(([key, entities]) => [
            key,
            (entities as object[]).map(() => ({ amount: 'some', shipping: {} })),
          ]);
          return { data: Object.fromEntries(wrong) };
        },
      },
    });
    const { errors } = await gateway.execute({
      document: '{ one: product(id: "2") { name amount: stockLevel related { shipping } } }',
      contextValue: { counter: 0 },
    });
    const told = new Set(errors?.map(({ extensions }) => JSON.stringify(extensions)));
    expect([...told]).toEqual(['{"code":"VALUE_NOT_IN_SCHEMA","serviceName":"stock"}']);
    expect(errors?.map(({ path }) => path)).toContainEqual(['one', 'amount']);
    expect(errors?.map(({ path }) => path)).toContainEqual(['one', 'related', 0, 0, 'shipping']);
  });

  it('shows no object of a type that cannot stand there', async () => {
    const { data, errors } = await answerWith(
      { item: { __typename: 'Warehouse', id: 1, title: 'x' } },
      '{ item(id: 1) { title } }',
    );
    expect(data).toEqual({ item: null });
    expect(errors).toEqual([[['item'], 'VALUE_NOT_IN_SCHEMA']]);
  });
});
