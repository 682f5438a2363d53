import { deepStrictEqual } from 'node:assert/strict';
import { Pool } from 'undici';
import { assembleRedress } from '../../src/composition/assemble-redress.ts';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { OperationContext, type Scope } from '../../src/resolvers/operation-context.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';
import { mergeSubgraphs } from '../../tests/e2e/merged-schema.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { type Comparison, compare } from '../compare.ts';
import { openBenchDatabase } from './bench-database.ts';
import { operations } from './operations.ts';
import { findOpponents, type Listening } from './opponents.ts';

export const name =
  'Graph: our gateway over embedded subgraphs against servers of one merged schema, without federation';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const atOnce = 8;
/** What the query of a letter needs. */
const scopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

interface Entrant {
  readonly name: string;
  /** Null for ours. */
  readonly target: number | null;
  readonly ask: (body: string) => Promise<string>;
  close(): Promise<void>;
}

/** Throughput over HTTP on loopback, same process, same database, same loaders, same clients. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const database = await openBenchDatabase();
  const redress = assembleRedress(database, 'http://127.0.0.1:4000', silent);
  const server = await createGatewayServer({
    gateway: redress.gateway,
    logger: silent,
    identify: () => ({ id: 'bench', scopes }),
    createContext: () => redress.createContext(scopes),
  });
  const entrants: Entrant[] = [
    enter('Redress', null, {
      origin: await server.listen({ host: '127.0.0.1', port: 0 }),
      path: '/graphql',
      close: () => server.close(),
    }),
  ];
  const databases = {
    councils: database,
    decisions: database,
    recommendations: database,
    training: database,
    reports: database,
  };
  try {
    for (const { name: called, target, start } of findOpponents()) {
      const schema = mergeSubgraphs(createSubgraphs(), redress.gateway.schema);
      const listening = await start(schema, () => new OperationContext(databases, scopes));
      entrants.push(enter(called, target, listening));
    }
    const rows: BenchRow[] = [];
    for (const operation of operations) rows.push(...(await measure(operation, entrants)));
    return { rows };
  } finally {
    for (const entrant of entrants) await entrant.close();
    await redress.close();
  }
}

function enter(called: string, target: number | null, { origin, path, close }: Listening): Entrant {
  const pool = new Pool(origin, { connections: atOnce });
  return {
    name: called,
    target,
    ask: async (body) => {
      const response = await pool.request({
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body,
      });
      return response.body.text();
    },
    close: async () => {
      await pool.close();
      await close();
    },
  };
}

async function measure(
  { what, query, variables }: (typeof operations)[number],
  entrants: readonly Entrant[],
): Promise<BenchRow[]> {
  const body = JSON.stringify({ query, variables });
  let first: unknown;
  for (const { name: called, ask } of entrants) {
    const answer: { errors?: unknown } = JSON.parse(await ask(body));
    first ??= answer;
    deepStrictEqual(answer, first, `${what}: ${called} gives the same answer`);
    deepStrictEqual(answer.errors, undefined, `${what}: ${called} gives no errors`);
  }
  const [ours, ...others] = await compare(
    entrants.map(({ name: called, ask }) => ({ name: called, run: () => ask(body) })),
    { concurrency: atOnce, turnMs: 1000 },
  );
  if (!ours) throw new Error('compare gives a result for each contender');
  return others.map((theirs, index) => ({
    what,
    against: theirs.name,
    ratio: ours.perSecond / theirs.perSecond,
    target: entrants[index + 1]?.target ?? null,
    detail: `${summarize(ours)} against ${summarize(theirs)}, ${atOnce} at once; ${roughly(theirs.processorMs / ours.processorMs)} times by processor time`,
  }));
}

function summarize({ perSecond, spread, processorMs }: Comparison): string {
  return `${roughly(perSecond)} a second (rounds ${spread.map(roughly).join(' to ')}; ${roughly(processorMs)} ms of processor)`;
}
