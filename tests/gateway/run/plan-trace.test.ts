import { describe, expect, it } from 'vitest';
import { createMarketGateway, embeddedMarketTransports } from '../fixture/market.gateway.ts';

const contextValue = { counter: 0 };
const milliseconds = expect.any(Number);

describe('a plan with timings', () => {
  it('tells each fetch with its subgraph, place, entities and time', async () => {
    const { extensions } = await createMarketGateway().execute({
      document: '{ products(first: 3) { name reviews { stars } } }',
      contextValue,
      explain: true,
    });
    expect(extensions).toEqual({
      plan: {
        durationMs: milliseconds,
        planningMs: milliseconds,
        root: {
          kind: 'Sequence',
          steps: [
            {
              kind: 'Fetch',
              subgraph: 'catalog',
              operation: '{products(first: 3){__typename name id}}',
              startMs: milliseconds,
              durationMs: milliseconds,
              isAnswered: true,
            },
            {
              kind: 'Fetch',
              subgraph: 'reviews',
              paths: ['products.@'],
              operation: expect.stringContaining('_entities'),
              startMs: milliseconds,
              durationMs: milliseconds,
              entities: 3,
              isAnswered: true,
            },
          ],
        },
      },
    });
  });

  it('counts an entity once, however many places ask for it', async () => {
    const { extensions } = await createMarketGateway().execute({
      document:
        '{ a: product(id: "1") { reviews { stars } } b: product(id: "1") { reviews { stars } } }',
      contextValue,
      explain: true,
    });
    expect(JSON.stringify(extensions)).toContain('"entities":1');
  });

  it('tells which fetch had no answer, and which was not needed', async () => {
    const gateway = createMarketGateway({
      ...embeddedMarketTransports(),
      catalog: {
        execute() {
          throw new Error('down');
        },
      },
    });
    const { extensions } = await gateway.execute({
      document: '{ product(id: "1") { name reviews { stars } } }',
      contextValue,
      explain: true,
    });
    expect(extensions?.plan).toMatchObject({
      root: {
        steps: [
          { subgraph: 'catalog', isAnswered: false },
          { subgraph: 'reviews', isSkipped: true },
        ],
      },
    });
  });

  it('has no steps where no subgraph is needed', async () => {
    const { extensions } = await createMarketGateway().execute({
      document: '{ __typename }',
      contextValue,
      explain: true,
    });
    expect(extensions?.plan).toMatchObject({ root: null });
  });

  it('is left out unless it is asked for', async () => {
    const result = await createMarketGateway().execute({
      document: '{ __typename }',
      contextValue,
    });
    expect(result).not.toHaveProperty('extensions');
  });
});
