import { strictEqual } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import { Pool } from 'undici';
import type { Redress } from '../../src/composition/assemble-redress.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { insertStatement } from '../../src/database/sql.ts';
import { createGatewayServer } from '../../src/gateway/server/create-gateway-server.ts';
import { compileMjml } from '../../src/reports/compile-mjml.ts';
import { deriveText } from '../../src/reports/text/derive-text.ts';
import type { Scope } from '../../src/resolvers/operation-context.ts';
import { createRenderJob } from '../../src/runs/render.job.ts';
import { nameWorker } from '../../src/runs/run-worker.ts';
import { unpackBodies } from '../../src/schema/reports/letter-bodies.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { compare } from '../compare.ts';
import { assembleHouse } from '../house/assemble-house.ts';
import { openBenchDatabase } from '../house/bench-database.ts';
import { holdAgainstPlain } from '../spread.ts';

export const name =
  'Runs: 343 letters from startRun to stored and hashed, against a query over HTTP, mjml2html and an INSERT for each';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const scopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);
const file = 'var/bench-runs.sqlite';
const { signal } = new AbortController();
/** Runs before any is timed, some four seconds; and ten times as many letters the plain way. */
const warmUps = 12;

/** Letters that are rendered one run after another while memory is watched. `REDRESS_BENCH_LETTERS=100000` for all. */
const manyLetters = Number(process.env.REDRESS_BENCH_LETTERS ?? 3430);

export async function run(): Promise<{ rows: BenchRow[] }> {
  await (await openBenchDatabase()).destroy();
  // A log that a broken-off bench left behind belongs to another file.
  await removeFiles();
  await copyFile('var/bench.sqlite', file);
  const database = await openDatabase({ url: `sqlite:${file}` });
  const writing = await openDatabase({ url: `sqlite:${file}` });
  const redress = assembleHouse(database);
  const server = await createGatewayServer({
    gateway: redress.gateway,
    logger: silent,
    identify: () => ({ id: 'bench', scopes }),
    createContext: () => redress.createContext(scopes),
  });
  const pool = new Pool(await server.listen({ host: '127.0.0.1', port: 0 }));
  try {
    const { openAskForRuns: openAsk, engine } = redress;
    const job = createRenderJob({ database: writing, engine, openAsk, holder: nameWorker() });
    const drain = async () => {
      while (await job.work(signal));
    };
    await writing.query(
      `CREATE TABLE plain_letter (${columns.join(' TEXT, ')} TEXT, PRIMARY KEY (letter_id))`,
    );
    const plain = createPlainWay(redress, pool, writing);
    const oneRun = async () => {
      await start(redress);
      await drain();
    };
    // Until the thread is there, and both know the code.
    for (let warming = 0; warming < warmUps; warming += 1) await oneRun();
    const kept = await database.getRepository(LetterContent).find({ take: 20 });
    for (const letter of kept) {
      strictEqual(await plain(letter.parameters), unpackBodies(letter.bodies).html);
    }
    const every = await database
      .getRepository(LetterContent)
      .find({ select: { parameters: true } });
    const slugs = [...new Set(every.map(({ parameters }) => parameters))];
    let turn = 0;
    const onePlain = () => {
      turn = (turn + 1) % slugs.length;
      return plain(slugs[turn] ?? '');
    };
    for (let warming = 0; warming < warmUps * 10; warming += 1) await onePlain();
    const [ours, theirs] = await compare(
      [
        { name: 'ours', run: oneRun },
        { name: 'plain', run: onePlain },
      ],
      { rounds: 7, turnMs: 800 },
    );
    const { ratio, detail } = holdAgainstPlain(ours, theirs, slugs.length);
    const early = await database.getRepository(LetterContent).count();
    const memory = await watchMemory(redress, drain, slugs.length);
    return {
      rows: [
        {
          what: `${slugs.length} letters from startRun to stored and hashed`,
          against: 'a query over HTTP, mjml2html, a hash and an INSERT for each',
          ratio,
          target: 30,
          detail: `${detail}; HTML equal`,
        },
        {
          what: 'the same, as the fastest that can be asked of it',
          against: 'a query over HTTP, mjml2html, a hash and an INSERT for each',
          ratio,
          target: 100,
          detail: 'measured as above',
        },
        {
          what: `heap after ${early.toLocaleString('en-GB')} letters`,
          against: `heap after ${manyLetters} more`,
          ratio: memory.early.heap / memory.late.heap,
          target: 0.8,
          detail: `${roughly(memory.early.heap / 1e6)} MB and ${roughly(memory.late.heap / 1e6)} MB of this thread after a full collection`,
        },
        {
          what: 'memory of the process halfway, that of the thread of letters and what SQLite keeps of the file among it',
          against: `that after ${manyLetters} more letters`,
          ratio: memory.halfway.resident / memory.late.resident,
          target: 0.8,
          detail: `${roughly(memory.early.resident / 1e6)}, ${roughly(memory.halfway.resident / 1e6)} and ${roughly(memory.late.resident / 1e6)} MB resident`,
        },
      ],
    };
  } finally {
    await pool.close();
    await server.close();
    await redress.close();
    await writing.destroy();
    await removeFiles();
  }
}

async function removeFiles(): Promise<void> {
  for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
}

function start({ runs }: Redress) {
  return runs.startRun({ report: 'annual-letter', yearEnding: 2020, councils: null, by: 'bench' });
}

/** Columns of the plain way's table, in which texts are as they are. */
const columns = [
  'letter_id',
  'title',
  'subject',
  'preheader',
  'html',
  'text',
  'parameters',
  'data',
  'sha256',
  'report',
  'report_version',
  'rendered_at',
  'locale',
  'public_url',
];

/** The plain way to one letter: asked over HTTP, through `mjml2html`, hashed, and stored by itself. */
function createPlainWay({ engine, registry }: Redress, pool: Pool, database: DataSource) {
  const report = registry.get('annual-letter');
  return async (parameters: string): Promise<string> => {
    const params: unknown = JSON.parse(parameters);
    const { body } = await pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: report.query.source, variables: report.variables(params) }),
    });
    const { data } = (await body.json()) as { data: unknown };
    const { mjml, subject } = await engine.renderData('annual-letter', params, data, { parts: [] });
    const html = await compileMjml(mjml);
    const text = deriveText(html);
    const sha256 = createHash('sha256').update(`${subject}\0${html}\0${text}\0`).digest('hex');
    await database.query(insertStatement('plain_letter', columns, 1, ['letter_id']), [
      `plain ${randomBytes(8).toString('hex')}`,
      'plain',
      subject,
      '',
      html,
      text,
      parameters,
      JSON.stringify(data),
      sha256,
      'plain',
      '1',
      new Date().toISOString(),
      'en-GB',
      '',
    ]);
    return html;
  };
}

async function watchMemory(redress: Redress, drain: () => Promise<void>, perRun: number) {
  const makeHalf = async () => {
    for (let made = 0; made < manyLetters / 2; made += perRun) {
      await start(redress);
      await drain();
    }
    return readMemory();
  };
  const early = readMemory();
  const halfway = await makeHalf();
  return { early, halfway, late: await makeHalf() };
}

function readMemory() {
  collectGarbage();
  const { heapUsed: heap, rss: resident } = process.memoryUsage();
  return { heap, resident };
}
