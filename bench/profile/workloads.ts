import { Pool } from 'undici';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { assembleRedress } from '../../src/main.ts';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import { openBenchDatabase } from '../house/bench-database.ts';
import { findCouncils } from '../house/find-councils.ts';
import { operations } from '../house/operations.ts';
import { makeLetters } from '../reports/many-letters.ts';

/** Work whose profile is taken. */
export interface Workload {
  /** What is done, and how often each time `run` is called. */
  readonly unit: string;
  readonly units: number;
  run(): Promise<unknown>;
  close(): Promise<void>;
}

/** Hot paths, by the word that `npm run profile -- WORD` takes. */
export const workloads: Readonly<Record<string, () => Promise<Workload>>> = {
  season,
  letters,
  councils: () => graph(0),
  council: () => graph(1),
  question: () => graph(2),
  tiny: () => graph(3),
};

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const scopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

async function openHouse() {
  const database = await openBenchDatabase();
  return assembleRedress(database, 'http://127.0.0.1:4000', silent);
}

/** Annual letters from the database to HTML and text. */
async function season(): Promise<Workload> {
  const { gateway, createContext, engine, close } = await openHouse();
  const councils = await findCouncils(
    (document, variables) =>
      gateway.execute({ document, variables, contextValue: createContext(scopes) }),
    2020,
  );
  return {
    unit: 'a letter from the database',
    units: councils.length,
    run: async () => {
      for await (const letter of engine.renderEach('annual-letter', councils)) {
        if (!letter.ok) throw letter.error;
      }
    },
    close,
  };
}

/** Letters from data at hand to HTML and text. */
async function letters(): Promise<Workload> {
  const { engine, close } = await openHouse();
  const sources = makeLetters(343);
  return {
    unit: 'a letter from data at hand',
    units: sources.length,
    run: () => engine.renderManyData('annual-letter', sources),
    close,
  };
}

/** One of our operations over HTTP, eight at a time. The clients' own time is in the profile too, as undici. */
async function graph(which: number): Promise<Workload> {
  const operation = operations[which];
  if (operation === undefined) throw new Error(`No operation ${which}.`);
  const { gateway, createContext, close } = await openHouse();
  const server = await createGatewayServer({
    gateway,
    logger: silent,
    identify: () => ({ id: 'bench', scopes }),
    createContext: () => createContext(scopes),
  });
  const pool = new Pool(await server.listen({ host: '127.0.0.1', port: 0 }), { connections: 8 });
  const { what, query, variables } = operation;
  const body = JSON.stringify({ query, variables });
  const headers = { 'content-type': 'application/json' };
  const ask = async () => {
    const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body });
    await answer.body.dump({ limit: 10_000_000 });
  };
  return {
    unit: what,
    units: 8,
    run: () => Promise.all(Array.from({ length: 8 }, ask)),
    close: async () => {
      await pool.close();
      await server.close();
      await close();
    },
  };
}
