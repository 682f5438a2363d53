import { strictEqual } from 'node:assert/strict';
import Fastify from 'fastify';
import { askAsPublic } from '../../src/composition/ask-as-public.ts';
import { assembleRedress } from '../../src/composition/assemble-redress.ts';
import { writeCsv } from '../../src/database/exports/write-csv.ts';
import type { AskGraph } from '../../src/web/site/graph.ts';
import { createSite } from '../../src/web/site.plugin.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { compare } from '../compare.ts';
import { openBenchDatabase } from '../house/bench-database.ts';
import { describeSpread } from '../spread.ts';

export const name =
  'Site: a council page rendered on the server against its GraphQL operation alone';

const silent = { error: () => {}, warn: () => {}, info: () => {} };

async function* writeNothing(): AsyncGenerator<Uint8Array> {}

/** Both in one process, one after the other: the operation's cost is inside the page's. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const redress = assembleRedress(await openBenchDatabase(), 'http://127.0.0.1:4000', silent);
  const ask = askAsPublic(redress);
  let asked: Parameters<AskGraph> | undefined;
  const app = Fastify();
  await app.register(
    createSite({
      ask: (...question) => {
        asked = question;
        return ask(...question);
      },
      publicUrl: 'http://127.0.0.1:4000',
      openData: { csv: writeCsv, xlsx: writeNothing, describe: () => ({}) },
    }),
  );
  try {
    const rows: BenchRow[] = [];
    for (const slug of ['dartford', 'kent', 'birmingham']) {
      const url = `/councils/${slug}`;
      const page = await app.inject({ url, headers: { 'accept-encoding': 'br' } });
      strictEqual(page.statusCode, 200, `${slug}: a page`);
      if (asked === undefined) throw new Error('the page asks the graph');
      const [query, variables] = asked;
      const answer = await ask(query, variables);
      strictEqual(answer.errors, undefined, `${slug}: no errors`);
      const [whole, alone] = await compare([
        {
          name: 'page',
          run: () => app.inject({ url, headers: { 'accept-encoding': 'br' } }),
        },
        { name: 'operation', run: async () => JSON.stringify(await ask(query, variables)) },
      ]);
      if (!whole || !alone) throw new Error('compare gives a result for each contender');
      rows.push({
        what: `the page of ${slug}, rendered and compressed`,
        against: 'its operation alone',
        ratio: whole.perSecond / alone.perSecond,
        target: 0.333,
        detail: `${roughly(1000 / whole.perSecond)} ${describeSpread(whole)} ms against ${roughly(1000 / alone.perSecond)} ${describeSpread(alone)} ms; ${roughly(page.rawPayload.length / 1000)} kB compressed`,
      });
    }
    return { rows };
  } finally {
    await app.close();
    await redress.close();
  }
}
