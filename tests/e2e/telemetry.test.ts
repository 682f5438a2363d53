import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';
import { openServer, type TestServer } from './open-server.ts';

const query =
  'query Page { councils(first: 2) { nodes { name decisions(first: 1) { totalCount } } } }';

describe('a watched server', () => {
  const exported: string[] = [];
  let collector: Server;
  let server: TestServer;
  let metrics = '';

  beforeAll(async () => {
    collector = createServer(async (request, response) => {
      exported.push(await text(request));
      response.end('{}');
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const address = collector.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { traces } = parseSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    server = await openServer({ traces });
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).not.toHaveProperty('errors');
    metrics = await (await fetch(`${server.url}/metrics`)).text();
    // What waits to be exported is sent now.
    await server.close();
  });
  afterAll(async () => {
    await new Promise((resolve) => collector.close(resolve).closeAllConnections());
  });

  it('gives metrics of its subgraphs', () => {
    expect(metrics).toContain('redress_subgraph_fetches_total{subgraph="councils",outcome="ok"} 1');
    expect(metrics).toContain(
      'redress_subgraph_fetches_total{subgraph="decisions",outcome="ok"} 1',
    );
  });

  it('exports a trace with the SQL statements of each fetch', () => {
    const spans = exported.flatMap((body) => {
      const { resourceSpans } = JSON.parse(body) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    });
    const fetches = new Map(
      spans.filter(({ name }) => name.startsWith('fetch')).map((span) => [span.spanId, span.name]),
    );
    const statements = spans.filter(({ name }) => name === 'SELECT');
    const under = statements.map(({ parentSpanId }) => fetches.get(parentSpanId ?? ''));
    expect(new Set(under)).toEqual(new Set(['fetch councils', 'fetch decisions']));
    expect(JSON.stringify(statements)).toContain('db.query.text');
  });
});

interface Span {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}
