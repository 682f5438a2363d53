import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { Command } from 'commander';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addComposeCommand } from '../../src/cli/commands/compose.command.ts';
import { addGatewayCommand } from '../../src/cli/commands/gateway.command.ts';
import { addSubgraphCommand } from '../../src/cli/commands/subgraph.command.ts';
import { createSubgraphServer } from '../../src/gateway/standalone/create-subgraph-server.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { silentLogger } from '../gateway/fixture/market.gateway.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { runRedress, spawnRedress } from './run-redress.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-gateway-'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...words: string[]) => runRedress(words, folder);

/** A small real subgraph whose fields all answer with their name. */
async function serve(fields: string) {
  const names = [...fields.matchAll(/(\w+):/g)].map((match) => match[1] ?? '');
  const typeDefs = `${link} type Query { ${fields} }`;
  const app = createSubgraphServer({
    name: 'small',
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(typeDefs),
        resolvers: { Query: Object.fromEntries(names.map((name) => [name, () => name])) },
      },
    ]),
    createContext: async () => ({}),
    logger: silentLogger,
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { typeDefs, url: `${address}/graphql`, close: () => app.close() };
}

/** Waits until a started command has written something that fits. */
function written(child: ChildProcess, pattern: RegExp, from: 'stdout' | 'stderr' = 'stdout') {
  return new Promise<string>((resolve, reject) => {
    let text = '';
    child[from]?.on('data', (part) => {
      text += part;
      const found = pattern.exec(text);
      if (found) resolve(found[1] ?? found[0]);
    });
    child.on('exit', () => reject(new Error(`ended early: ${text}`)));
  });
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

async function stop(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.on('close', resolve));
  child.kill('SIGTERM');
  return ended;
}

describe('redress gateway', () => {
  it('serves a supergraph file, takes the changed file on SIGHUP, and ends with 0 on SIGTERM', async () => {
    const one = await serve('a: String');
    const two = await serve('b: String');
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, composeSupergraph([{ name: 'one', ...one }]));
    const words = ['gateway', '--supergraph', file, '--port', '0', '--poll', '3600'];
    const child = spawnRedress(words, folder, { LOG_LEVEL: 'info' });
    const url = await written(child, /ready at (http\S+)/);
    expect(await ask(url, '{ a }')).toEqual({ data: { a: 'a' } });

    const kept = written(child, /the one before is still served/, 'stderr');
    await writeFile(file, 'type Query {');
    child.kill('SIGHUP');
    await kept;
    expect(await ask(url, '{ a }')).toEqual({ data: { a: 'a' } });

    const swapped = written(child, /the new one is served/, 'stderr');
    await writeFile(
      file,
      composeSupergraph([
        { name: 'one', ...one },
        { name: 'two', ...two },
      ]),
    );
    child.kill('SIGHUP');
    await swapped;
    expect(await ask(url, '{ a b }')).toEqual({ data: { a: 'a', b: 'b' } });
    for (const path of ['/healthz', '/readyz']) {
      expect((await fetch(new URL(path, url))).status).toBe(200);
    }
    expect(await stop(child)).toBe(0);
    await one.close();
    await two.close();
  });

  it('composes subgraphs, and serves those that are up', async () => {
    const one = await serve('a: String');
    const gone = await serve('b: String');
    await gone.close();
    const child = spawnRedress(
      ['gateway', '--subgraph', `one=${one.url}`, '--subgraph', `two=${gone.url}`, '--port', '0'],
      folder,
    );
    const url = written(child, /ready at (http\S+)/);
    await written(child, /Not reached yet: two/);
    expect(await ask(await url, '{ a }')).toEqual({ data: { a: 'a' } });
    expect(await stop(child)).toBe(0);
    await one.close();
  });

  it('waits for subgraphs it cannot do without, and ends with 0 when told to stop', async () => {
    const gone = await serve('a: String');
    await gone.close();
    const child = spawnRedress(
      ['gateway', '--subgraph', `one=${gone.url}`, '--port', '0'],
      folder,
      {
        LOG_LEVEL: 'info',
      },
    );
    await written(child, /must be reached once before anything can be served/, 'stderr');
    expect(await stop(child)).toBe(0);
  });

  it('reports composition errors by code, subgraph and coordinate', async () => {
    const one = await serve('a: String');
    const two = await serve('a: Int');
    const { code, stderr } = await run(
      ...['gateway', '--subgraph', `one=${one.url}`, '--subgraph', `two=${two.url}`],
      ...['--port', '0'],
    );
    expect(code).toBe(1);
    expect(stderr).toContain(
      '[gateway] composition: the subgraphs must compose into one supergraph, but',
    );
    expect(stderr).toMatch(/- FIELD_TYPE_MISMATCH \(Query\.a\): /);
    expect(stderr).toMatch(/- INVALID_FIELD_SHARING \(.*Query\.a\): /);
    expect(stderr).toContain('(COMPOSITION_FAILED: see docs/errors.md)');
    await one.close();
    await two.close();
  });

  it('says in one sentence what it cannot start on', async () => {
    const { code, stderr } = await run('gateway', '--supergraph', 'missing.graphql');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        '[gateway] supergraph: a file with a supergraph was expected at "missing.graphql", but there is no such file. Make one with: redress compose > FILE\n(GATEWAY_CONFIGURATION: see docs/errors.md)\n',
    });
  });
});

describe('misuse of redress gateway, subgraph and compose', () => {
  /** What a command throws, in this process. */
  const failure = (...words: string[]) => {
    const program = new Command();
    addGatewayCommand(program);
    addSubgraphCommand(program);
    addComposeCommand(program);
    return program.parseAsync(words, { from: 'user' }).then(
      () => 'nothing',
      (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
    );
  };

  it.each([
    [
      ['gateway'],
      'OPTION_MISSING: [gateway] either --supergraph FILE or --subgraph NAME=URL must be given, but got none.',
    ],
    [
      ['gateway', '--supergraph', 'x', '--subgraph', 'a=http://a.example.org'],
      'OPTION_MISSING: [gateway] either --supergraph FILE or --subgraph NAME=URL must be given, but got both.',
    ],
    [
      ['gateway', '--subgraph', 'reviews'],
      'OPTION_INVALID: [gateway] --subgraph must be NAME=URL with an absolute http or https address, for example reviews=http://127.0.0.1:4101/graphql, but got "reviews".',
    ],
    [
      ['gateway', '--supergraph', 'x', '--poll', 'often'],
      'OPTION_INVALID: [gateway] --poll must be a number of seconds from 0.1 to 86400, but got "often".',
    ],
    [
      ['subgraph', 'maps'],
      'SUBGRAPH_UNKNOWN: [subgraph] NAME must be one of councils, decisions, recommendations, training, reports, but got "maps".',
    ],
    [
      ['compose', '--plan', '{ nope }'],
      'OPERATION_INVALID: [gateway] the operation must be one that the graph can answer, but:\n- Cannot query field "nope" on type "Query". (line 1, column 3)',
    ],
    [
      ['compose', '--plan', '{ nope'],
      'OPERATION_INVALID: [gateway] the operation must be one that the graph can answer, but:\n- Syntax Error: Expected Name, found <EOF>. (line 1, column 7)',
    ],
  ])('refuses %j', async (words, expected) => {
    expect(await failure(...words)).toBe(expected);
  });

  it('refuses a supergraph without addresses', async () => {
    const file = join(folder, 'without-addresses.graphql');
    await writeFile(
      file,
      composeSupergraph([{ name: 'one', typeDefs: `${link} type Query { a: Int }` }]),
    );
    expect(await failure('gateway', '--supergraph', file)).toBe(
      'GATEWAY_CONFIGURATION: [gateway] supergraph: each subgraph must have its address in @join__graph(url:), but it is missing for "one". Compose with addresses.',
    );
  });
});

describe('redress subgraph', () => {
  it('serves one subgraph, and ends with 0 on SIGTERM', async () => {
    const child = spawnRedress(['subgraph', 'councils', '--port', '0'], folder, {
      DATABASE_URL: `sqlite:${sampleDatabasePath()}`,
    });
    const url = await written(child, /ready at (http\S+)/);
    expect(await ask(url, '{ council(slug: "leeds") { name } }')).toEqual({
      data: { council: { name: 'Leeds City Council' } },
    });
    expect(await stop(child)).toBe(0);
  });
});

describe('redress schema and compose --plan', () => {
  it('prints the public schema', async () => {
    const { code, stdout } = await run('schema');
    expect(code).toBe(0);
    expect(stdout).toContain('type Query {');
    expect(stdout).not.toContain('join__');
  });

  it('prints a plan that says who is asked what', async () => {
    const query =
      'query Q($w: Boolean!) { council(slug: "kent") { name training(yearEnding: 2020) @include(if: $w) { seminars { place } } } }';
    const { code, stdout } = await run('compose', '--plan', query);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Planned as if \$w is true\.\nOne after another\n {2}Fetch from "councils"\n/,
    );
    expect(stdout).toMatch(
      /\n {2}For council\n {4}Fetch from "training"\n {6}with Council \{ .*code.* \}\n/,
    );
  });
});
