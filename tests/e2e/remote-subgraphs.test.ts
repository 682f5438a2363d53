import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningPart } from '../../src/composition/start-parts.ts';
import { startGateway } from '../../src/composition/start-parts.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { gatewayHeaders } from '../../src/gateway/sign-in/gateway-secret.ts';
import { subgraphNames } from '../../src/resolvers/operation-context.ts';
import { openServer, type TestServer } from './open-server.ts';
import { openSubgraph, post, testSecret } from './open-subgraph.ts';

const wide = `{
  council(slug: "kent") {
    name
    performance(yearEnding: 2020) { upheld { percent } compliance { percent } }
    decisions(first: 2) { nodes { reference council { name } } }
    training(yearEnding: 2020) { courses { heldOn course { title } } }
    letters(first: 2) { nodes { yearEnding } }
  }
  nationalPerformance(yearEnding: 2020) { upheld { percent } }
}`;

const withOfficers = '{ council(slug: "kent") { name officers { name } } }';

describe('a server with some subgraphs elsewhere', () => {
  let embedded: TestServer;
  let mixed: TestServer;
  let remotes: Record<string, RunningPart>;

  beforeAll(async () => {
    remotes = {};
    for (const name of ['councils', 'decisions', 'training'] as const) {
      remotes[name] = await openSubgraph(name, { gatewaySecrets: [testSecret] });
    }
    embedded = await openServer();
    mixed = await openServer({
      gatewaySecrets: [testSecret],
      remoteSubgraphs: Object.entries(remotes).map(([name, { url }]) => ({
        name,
        url: `${url}/graphql`,
      })),
    });
  });
  afterAll(async () => {
    for (const part of [embedded, mixed, ...Object.values(remotes)]) await part.close();
  });

  it('answers as one with all subgraphs embedded', async () => {
    const expected = await post(embedded.url, wide);
    expect(expected.body.errors).toBeUndefined();
    expect(await post(mixed.url, wide)).toEqual(expected);
  });

  it('sends what a caller may do to subgraphs, and nothing for the public', async () => {
    const anonymous = await post(mixed.url, withOfficers);
    expect(anonymous.body).toMatchObject({
      data: { council: { name: 'Kent County Council', officers: null } },
      errors: [{ path: ['council', 'officers'], extensions: { code: 'FORBIDDEN' } }],
    });
    const key = await mixed.createKey('casework:read');
    const trusted = await post(mixed.url, withOfficers, key);
    expect(trusted.body.errors).toBeUndefined();
    expect(trusted.body).toEqual(
      (await post(embedded.url, withOfficers, await embedded.createKey('admin'))).body,
    );
  });

  it('starts and serves the rest while a subgraph is down, and has it back by itself', async () => {
    const first = await openSubgraph('training', { gatewaySecrets: [testSecret] });
    const port = Number(new URL(first.url).port);
    await first.close();
    const server = await openServer({
      gatewaySecrets: [testSecret],
      remoteSubgraphs: [{ name: 'training', url: `${first.url}/graphql` }],
    });
    const query =
      '{ council(slug: "kent") { name training(yearEnding: 2020) { courses { heldOn course { title } } } } }';
    const without = await post(server.url, query);
    expect(without).toMatchObject({
      status: 200,
      body: {
        data: { council: { name: 'Kent County Council', training: null } },
        errors: [
          {
            path: ['council', 'training'],
            extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'training' },
          },
        ],
      },
    });
    const back = await openSubgraph('training', { gatewaySecrets: [testSecret], port });
    expect((await post(server.url, query)).body).toEqual((await post(embedded.url, query)).body);
    await server.close();
    await back.close();
  });

  it('refuses to start over a subgraph that is none of ours', async () => {
    const settings = {
      gatewaySecrets: [testSecret],
      remoteSubgraphs: [{ name: 'maps', url: 'http://127.0.0.1:1/graphql' }],
    };
    await expect(openServer(settings)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining(
        '[config] REDRESS_SUBGRAPHS must name subgraphs of Redress (councils, decisions, recommendations, training, reports), but got "maps".',
      ),
    });
  });
});

describe('a subgraph alone', () => {
  it('describes itself to any router', async () => {
    const subgraph = await openSubgraph('councils');
    const { status, body } = await post(subgraph.url, '{ _service { sdl } }');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: { _service: { sdl: expect.stringContaining('type Council') } },
    });
    expect((await fetch(`${subgraph.url}/healthz`)).status).toBe(200);
    await subgraph.close();
  });

  it('answers the public when it has no secret', async () => {
    const subgraph = await openSubgraph('councils');
    const { body } = await post(subgraph.url, withOfficers);
    expect(body).toMatchObject({
      data: { council: { name: 'Kent County Council', officers: null } },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    await subgraph.close();
  });

  it('answers gateways with its secret, and nobody else, when it has one', async () => {
    const subgraph = await openSubgraph('councils', { gatewaySecrets: [testSecret] });
    const ask = (headers: Record<string, string>) => post(subgraph.url, withOfficers, headers);
    const refused = {
      status: 401,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    };
    expect(await ask({})).toMatchObject(refused);
    expect(await ask({ authorization: `Bearer rk_${'x'.repeat(40)}` })).toMatchObject(refused);
    const scopes = new Set(['casework:read']);
    const wrong = gatewayHeaders('another-secret-of-length', { id: null, scopes });
    expect(await ask(wrong)).toMatchObject(refused);
    const { status, body } = await ask(gatewayHeaders(testSecret, { id: 'key rk_1', scopes }));
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    await subgraph.close();
  });

  it('takes every secret that it has, so that one can be replaced while all runs', async () => {
    const subgraph = await openSubgraph('councils', {
      gatewaySecrets: ['another-secret-of-length', testSecret],
    });
    const caller = { id: null, scopes: new Set(['casework:read']) };
    for (const secret of [testSecret, 'another-secret-of-length']) {
      const { body } = await post(subgraph.url, withOfficers, gatewayHeaders(secret, caller));
      expect(body.errors).toBeUndefined();
    }
    await subgraph.close();
  });

  it.each([
    ['GET', '/graphql', undefined, 405, 'METHOD_NOT_ALLOWED'],
    ['POST', '/graphql', '{"query":1}', 400, 'BAD_REQUEST'],
    ['POST', '/graphql', '{"query"', 400, 'MALFORMED_JSON'],
    ['POST', '/graphql', '{"query":"{"}', 200, 'GRAPHQL_PARSE_FAILED'],
    ['POST', '/graphql', '{"query":"{ nope }"}', 200, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'POST',
      '/graphql',
      '{"query":"query A { __typename } query B { __typename }"}',
      200,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['GET', '/nothing', undefined, 404, 'NOT_FOUND'],
  ])('answers %s %s with the body %s by %i and %s', async (method, path, body, status, code) => {
    const subgraph = await openSubgraph('reports');
    const response = await fetch(`${subgraph.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    await subgraph.close();
  });
});

describe('a gateway alone over our subgraphs', () => {
  it('composes what they say of themselves and answers as the whole does', async () => {
    const settings = {
      ...parseSettings({}),
      port: 0,
      logLevel: 'silent',
      gatewaySecrets: [testSecret],
    } as const;
    const parts = await Promise.all(
      subgraphNames.map((name) => openSubgraph(name, { gatewaySecrets: [testSecret] })),
    );
    const whole = await openServer();
    const gateway = await startGateway(settings, {
      source: {
        subgraphs: subgraphNames.map((name, index) => ({
          name,
          url: `${parts[index]?.url}/graphql`,
        })),
      },
      forwardedHeaders: ['authorization'],
      pollMs: 60_000,
      signal: new AbortController().signal,
    });
    expect(gateway.missing).toEqual([]);
    expect(await post(gateway.url, wide)).toEqual(await post(whole.url, wide));
    const [schema, ofWhole] = await Promise.all(
      [gateway, whole].map(async ({ url }) => (await fetch(`${url}/schema.graphql`)).text()),
    );
    expect(schema).toBe(ofWhole);
    for (const path of ['/healthz', '/readyz']) {
      expect((await fetch(`${gateway.url}${path}`)).status).toBe(200);
    }
    await gateway.close();
    for (const part of [whole, ...parts]) await part.close();
  });

  it('signs callers in by the keys of a database, and tells subgraphs who they are', async () => {
    const whole = await openServer();
    const databaseUrl = `sqlite:${String(whole.database.options.database)}`;
    const own = { databaseUrl, gatewaySecrets: [testSecret] };
    const names = ['councils', 'reports'] as const;
    const parts = await Promise.all(names.map((name) => openSubgraph(name, own)));
    const gateway = await startGateway(
      { ...parseSettings({}), port: 0, logLevel: 'silent', ...own },
      {
        source: {
          subgraphs: names.map((name, at) => ({ name, url: `${parts[at]?.url}/graphql` })),
        },
        forwardedHeaders: [],
        keys: true,
        pollMs: 60_000,
        signal: new AbortController().signal,
      },
    );
    const mutation = 'mutation { startRun(report: "annual-letter", yearEnding: 2020) { id } }';
    const forbidden = { body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } };
    const reader = await whole.createKey('letters:read');
    expect(await post(gateway.url, mutation)).toMatchObject(forbidden);
    expect(await post(gateway.url, mutation, reader)).toMatchObject(forbidden);
    const publisher = await whole.createKey('letters:read', 'letters:publish');
    const { body } = await post(gateway.url, mutation, publisher);
    expect(body.errors).toBeUndefined();
    const wrong = { authorization: `Bearer rk_${'x'.repeat(40)}` };
    expect(await post(gateway.url, '{ __typename }', wrong)).toMatchObject({
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
    const { body: read } = await post(gateway.url, '{ runs { nodes { startedBy } } }', reader);
    const prefix = publisher.authorization.slice('Bearer '.length, 'Bearer '.length + 11);
    expect(read).toEqual({ data: { runs: { nodes: [{ startedBy: `key ${prefix}` }] } } });
    await gateway.close();
    for (const part of [whole, ...parts]) await part.close();
  });
});
