import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BenchRow, roughly } from '../bench.ts';
import { openBenchDatabase } from './bench-database.ts';
import { findBuiltProgram } from './built-program.ts';

export const name = 'Start: from the command to the first answer, with the data there';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const rounds = 9;

/** Each in a new process, in turns: from spawning it to the whole answer to one question. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const program = findBuiltProgram();
  if (program === undefined) return { rows: [] };
  const database = await openBenchDatabase();
  const file = String(database.options.database);
  await database.destroy();
  const startOurs = (question: Question) =>
    timeStart(
      [program, 'start', '--no-sample'],
      { DATABASE_URL: `sqlite:${file}`, PORT: '0' },
      question,
    );
  const starts = {
    ours: () => startOurs(least),
    federated: () => startOurs(federated),
    bare: () => timeStart([here('opponents/hello.js')], {}, least),
  };
  await starts.ours();
  await starts.bare();
  const times = { ours: [] as number[], federated: [] as number[], bare: [] as number[] };
  const inTurns = ['ours', 'bare', 'federated'] as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const who of round % 2 === 0 ? inTurns : inTurns.toReversed()) {
      times[who].push(await starts[who]());
    }
  }
  const row = (what: string, ours: readonly number[]): BenchRow => ({
    what,
    against: 'bare @apollo/server that says hello',
    ratio: median(times.bare) / median(ours),
    target: 0.333,
    detail: `${roughly(median(ours))} ms (${describe(ours)}) against ${roughly(median(times.bare))} ms (${describe(times.bare)})`,
  });
  return {
    rows: [
      row('From the command to the first answer', times.ours),
      row('From the command to the first answer out of three subgraphs', times.federated),
    ],
  };
}

/** What is asked first, and how the answer begins. */
interface Question {
  readonly query: string;
  readonly answer: string;
}

const least: Question = {
  query: '{ __typename }',
  answer: '{"data":{"__typename":"Query"}}',
};

const federated: Question = {
  query:
    '{ council(slug: "leeds") { name performance(yearEnding: 2023) { upheld { percent } compliance { percent } } } }',
  answer: '{"data":{"council":{"name":"Leeds City Council","performance":{"upheld":{"percent":',
};

/** Milliseconds until a program that tells its address has answered. */
async function timeStart(
  args: readonly string[],
  env: Record<string, string>,
  { query, answer }: Question,
): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const origin = await readOrigin(child);
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    if (!text.startsWith(answer)) throw new Error(`It answered ${text}`);
    return performance.now() - begun;
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

async function readOrigin({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The program has an output.');
  for await (const line of createInterface(stdout)) {
    const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error('The program ended before it told its address.');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function describe(values: readonly number[]): string {
  return `${roughly(Math.min(...values))} to ${roughly(Math.max(...values))}`;
}
