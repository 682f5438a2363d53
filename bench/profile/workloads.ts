import { copyFile, rm } from 'node:fs/promises';
import { Pool } from 'undici';
import { assembleRedress } from '../../src/composition/assemble-redress.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import { createRenderJob } from '../../src/runs/render.job.ts';
import { nameWorker } from '../../src/runs/run-worker.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';
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
  run: runOfLetters,
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

/** A run of annual letters, from its start to stored and hashed. */
async function runOfLetters(): Promise<Workload> {
  const file = 'var/profile-runs.sqlite';
  const remove = async () => {
    for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
  };
  await (await openBenchDatabase()).destroy();
  await remove();
  await copyFile('var/bench.sqlite', file);
  const database = await openDatabase({ url: `sqlite:${file}` });
  const writing = await openDatabase({ url: `sqlite:${file}` });
  const house = assembleRedress(database, 'http://127.0.0.1:4000', silent);
  const { openAskForRuns: openAsk, engine, runs } = house;
  const job = createRenderJob({ database: writing, engine, openAsk, holder: nameWorker() });
  const { signal } = new AbortController();
  const run = async () => {
    await runs.startRun({ report: 'annual-letter', yearEnding: 2020, councils: null, by: 'bench' });
    while (await job.work(signal));
  };
  await run();
  return {
    unit: 'a letter of a run',
    units: await database.getRepository(LetterContent).count(),
    run,
    close: async () => {
      await house.close();
      await writing.destroy();
      await remove();
    },
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
