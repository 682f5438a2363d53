import type { GraphQLFormattedError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { neutralMessage } from '../../../src/gateway/run/subgraph-error.ts';
import type {
  SubgraphRequest,
  SubgraphResponse,
} from '../../../src/gateway/transports/subgraph-transport.ts';
import { TransportError } from '../../../src/gateway/transports/transport.error.ts';
import type { MarketContext } from '../fixture/market.fields.ts';
import { createMarketGateway, embeddedMarketTransports } from '../fixture/market.gateway.ts';
import { createRecordingLogger } from '../fixture/recording-logger.ts';

type Answer = (request: SubgraphRequest<MarketContext>) => SubgraphResponse;

/** Runs an operation with one subgraph replaced. */
async function runWith(name: string, answer: Answer, document: string) {
  const logger = createRecordingLogger();
  const transports = { ...embeddedMarketTransports(), [name]: { execute: answer } };
  const gateway = createMarketGateway(transports, logger);
  const result = await gateway.execute({ document, contextValue: { counter: 0 } });
  const errors = (result.errors ?? []).map((error) => error.toJSON());
  return { data: result.data, errors, logger };
}

function pathsOf(errors: readonly GraphQLFormattedError[]): unknown[] {
  return errors.map(({ path }) => path);
}

describe('an error of a subgraph', () => {
  it('stands at every place that shows the entity, with code, extensions and subgraph', async () => {
    const { data, errors } = await runWith(
      'reviews',
      () => ({
        data: { _entities: [{ averageStars: null }] },
        errors: [
          {
            message: 'No stars today',
            path: ['_entities', 0, 'averageStars'],
            extensions: { code: 'STARS_CLOSED', until: 'noon', stacktrace: ['secret'] },
          },
        ],
      }),
      '{ products(ids: ["1", "1"]) { averageStars } }',
    );
    expect(data).toEqual({ products: [{ averageStars: null }, { averageStars: null }] });
    const extensions = { until: 'noon', code: 'STARS_CLOSED', serviceName: 'reviews' };
    expect(errors).toEqual([
      { message: 'No stars today', path: ['products', 0, 'averageStars'], extensions },
      { message: 'No stars today', path: ['products', 1, 'averageStars'], extensions },
    ]);
  });

  it('is one neutral sentence without a code, and whole in the log', async () => {
    const { errors, logger } = await runWith(
      'catalog',
      () => ({
        data: { broken: null },
        errors: [{ message: 'password is 1234', path: ['broken'] }],
      }),
      '{ broken }',
    );
    expect(errors).toEqual([
      {
        message: neutralMessage,
        path: ['broken'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'catalog' },
      },
    ]);
    expect(JSON.stringify(logger.entries)).toContain('password is 1234');
  });

  it('masks what a remote subgraph calls internal', async () => {
    const { errors } = await runWith(
      'catalog',
      () => ({
        data: { broken: null },
        errors: [
          {
            message: 'at /srv/app.js:3',
            path: ['broken'],
            extensions: { code: 'INTERNAL_SERVER_ERROR' },
          },
        ],
      }),
      '{ broken }',
    );
    expect(JSON.stringify(errors)).not.toContain('/srv');
  });

  it('tells the client of bad input that only the subgraph can judge', async () => {
    const { data, errors } = await runWith(
      'people',
      () => ({
        data: { person: null },
        errors: [{ message: 'Not a date', path: ['person'], nodes: [{ kind: 'StringValue' }] }],
      }),
      '{ person(id: "p1") { id } }',
    );
    expect(data).toEqual({ person: null });
    expect(errors[0]).toMatchObject({
      message: 'Not a date',
      extensions: { code: 'BAD_USER_INPUT', serviceName: 'people' },
    });
  });

  it('is no loss where it lies in what only the planner asked for', async () => {
    const { data, errors } = await runWith(
      'catalog',
      () => ({
        data: { product: { __typename: 'Product', id: '1', name: 'One', extra: null } },
        errors: [{ message: 'No', path: ['product', 'extra'], extensions: { code: 'NO' } }],
      }),
      '{ product(id: 1) { name } }',
    );
    expect(data).toEqual({ product: { name: 'One' } });
    expect(errors).toEqual([]);
  });
});

describe('a fetch that gets no answer', () => {
  const fail = () => {
    throw new TransportError('SUBGRAPH_UNREACHABLE', 'connect ECONNREFUSED 10.0.0.1:443');
  };

  it('gives one error a lost root field, beside the data that could be had', async () => {
    const { data, errors, logger } = await runWith(
      'people',
      fail,
      '{ broken: product(id: 1) { name } a: people(first: 1) @skip(if: true) { id } b: person(id: 1) { id } }',
    );
    expect(data).toEqual({ broken: { name: 'Product 1' }, b: null });
    expect(errors).toEqual([
      {
        message: 'The subgraph "people" could not be reached.',
        path: ['b'],
        extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'people' },
      },
    ]);
    expect(logger.entries).toHaveLength(1);
  });

  it('gives one error a lost field of each entity', async () => {
    const { data, errors } = await runWith(
      'reviews',
      fail,
      '{ products(ids: ["1", "2"]) { name stars: averageStars } }',
    );
    expect(data).toEqual({
      products: [
        { name: 'Product 1', stars: null },
        { name: 'Product 2', stars: null },
      ],
    });
    expect(pathsOf(errors)).toEqual([
      ['products', 0, 'stars'],
      ['products', 1, 'stars'],
    ]);
    expect(JSON.stringify(errors)).not.toContain('10.0.0.1');
  });

  it('lets null rise by the rules of the schema', async () => {
    const { data, errors } = await runWith(
      'reviews',
      fail,
      '{ product(id: 1) { name reviews { id } } settings { theme } }',
    );
    expect(data).toEqual({ product: null, settings: { theme: 'plain' } });
    expect(pathsOf(errors)).toEqual([['product', 'reviews']]);
  });

  it('treats an answer with errors and without data the same', async () => {
    const { data, errors } = await runWith(
      'reviews',
      () => ({ errors: [{ message: 'Stop', extensions: { code: 'CLOSED' } }] }),
      '{ product(id: 1) { name averageStars } }',
    );
    expect(data).toEqual({ product: { name: 'Product 1', averageStars: null } });
    expect(errors).toEqual([
      {
        message: 'Stop',
        path: ['product', 'averageStars'],
        extensions: { code: 'CLOSED', serviceName: 'reviews' },
      },
    ]);
  });
});
