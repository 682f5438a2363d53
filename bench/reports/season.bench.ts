import { strictEqual } from 'node:assert/strict';
import { Pool } from 'undici';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { compileMjml } from '../../src/reports/compile-mjml.ts';
import { deriveText } from '../../src/reports/text/derive-text.ts';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { compare } from '../compare.ts';
import { assembleHouse } from '../house/assemble-house.ts';
import { openBenchDatabase } from '../house/bench-database.ts';
import { findCouncils } from '../house/find-councils.ts';
import { holdAgainstPlain } from '../spread.ts';

export const name =
  'Season: annual letters from the database to HTML and text, against a query over HTTP and mjml2html for each';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const yearEnding = 2020;
/**
 * Seasons before any is timed, some twenty seconds; and ten times as many letters the plain way, as long. Two threads compile the same code
 * each for itself: until the eightieth season V8 takes more of the processor than SQLite.
 */
const warmUps = 100;
const scopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

/**
 * Ours: `renderEach` over all councils. The plain way: for each letter one query over HTTP on loopback, the view's MJML
 * through `mjml2html`, and its text derived from the HTML. Throws when a letter differs in a byte.
 */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const database = await openBenchDatabase();
  const { gateway, engine, createContext, registry, close } = assembleHouse(database);
  const server = await createGatewayServer({
    gateway,
    logger: silent,
    identify: () => ({ id: 'bench', scopes }),
    createContext: () => createContext(scopes),
  });
  const pool = new Pool(await server.listen({ host: '127.0.0.1', port: 0 }));
  const report = registry.get('annual-letter');
  const ask = async (query: string, variables: Readonly<Record<string, unknown>>) => {
    const { body } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await body.json()) as { data: Record<string, unknown> };
  };
  try {
    const parameters = await findCouncils(ask, yearEnding);
    const plainLetter = async (one: unknown) => {
      const { data } = await ask(report.query.source, report.variables(one));
      const { mjml } = await engine.renderData('annual-letter', one, data, { parts: [] });
      const html = await compileMjml(mjml);
      return { html, text: deriveText(html) };
    };
    const letters = await engine.renderMany('annual-letter', parameters.slice(0, 20));
    for (const [index, letter] of letters.entries()) {
      if (!letter.ok) throw letter.error;
      const { html } = await plainLetter(parameters[index]);
      strictEqual(letter.rendered.html, html);
    }
    // Neither side keeps a letter once it is made, as a run does not.
    const season = async () => {
      for await (const letter of engine.renderEach('annual-letter', parameters)) {
        if (!letter.ok) throw letter.error;
      }
    };
    let turn = 0;
    const next = () => {
      turn = (turn + 1) % parameters.length;
      return parameters[turn];
    };
    // Until the thread is there, and all code is as fast as it gets on both threads and on both ways.
    const begin = performance.now();
    await season();
    const coldMs = performance.now() - begin;
    for (let warming = 1; warming < warmUps; warming += 1) await season();
    for (let warming = 0; warming < warmUps * 10; warming += 1) await plainLetter(next());
    const [ours, plain] = await compare(
      [
        { name: 'ours', run: season },
        { name: 'plain', run: () => plainLetter(next()) },
      ],
      { rounds: 7, turnMs: 800 },
    );
    const { ratio, perLetterMs, detail } = holdAgainstPlain(ours, plain, parameters.length);
    return {
      rows: [
        {
          what: `${parameters.length} letters from the database to HTML and text`,
          against: 'a query over HTTP and mjml2html for each',
          ratio,
          target: 50,
          detail: `${detail}; ${roughly((perLetterMs * parameters.length) / 1000)} s for all, and ${roughly(coldMs / 1000)} s for the first season; bytes equal`,
        },
      ],
    };
  } finally {
    await pool.close();
    await server.close();
    await close();
  }
}
