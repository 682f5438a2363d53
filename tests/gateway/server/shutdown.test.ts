import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { spawnRedress } from '../../cli/run-redress.ts';

const inFlight = 200;

/** A subgraph that takes its time and counts what reaches it. */
function serveSlowly(milliseconds: number): { server: Server; reached: () => number } {
  let count = 0;
  const server = createServer((request, response) => {
    count++;
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { variables = {} } = JSON.parse(body);
      setTimeout(() => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ data: { echo: Object.values(variables)[0] } }));
      }, milliseconds);
    });
  });
  return { server, reached: () => count };
}

describe('a gateway that is told to stop', () => {
  let folder: string;
  let child: ChildProcess;
  const slow = serveSlowly(800);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-stop-'));
    await new Promise<void>((resolve) => slow.server.listen(0, '127.0.0.1', resolve));
    const { port } = slow.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/graphql`;
    const typeDefs = 'type Query { echo(text: String): String }';
    await writeFile(
      join(folder, 'supergraph.graphql'),
      composeSupergraph([{ name: 'echoes', typeDefs, url }]),
    );
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await new Promise((resolve) => slow.server.close(resolve));
    await rm(folder, { recursive: true });
  });

  it('answers all 200 requests in flight, takes no others, and ends well', async () => {
    child = spawnRedress(['gateway', '--supergraph', 'supergraph.graphql', '--port', '0'], folder);
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout?.on('data', (part) => {
        text += part;
        const found = /http:\S+/.exec(text);
        if (found) resolve(found[0]);
      });
      child.on('exit', () => reject(new Error(`ended early: ${text}`)));
    });
    const ask = (text: string) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: 'query ($text: String) { echo(text: $text) }',
          variables: { text },
        }),
      });
    const accepted = Array.from({ length: inFlight }, async (_, n) => {
      const response = await ask(`number ${n}`);
      return { status: response.status, body: await response.json() };
    });
    // Only so many connections go to one subgraph: when some have arrived there, the others wait inside.
    while (slow.reached() < 50) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { port } = new URL(url);
    const late = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    });
    expect(late).toBe('ECONNREFUSED');
    const replies = await Promise.all(accepted);
    expect(replies).toEqual(
      Array.from({ length: inFlight }, (_, n) => ({
        status: 200,
        body: { data: { echo: `number ${n}` } },
      })),
    );
    expect(await ended).toBe(0);
  });
});
