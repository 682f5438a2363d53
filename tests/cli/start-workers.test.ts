import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { callRedress } from './call-redress.ts';
import { runRedress } from './run-redress.ts';
import { isRunning, type StartedProcesses, startProcesses } from './start-processes.ts';

const patience = { timeout: 45_000, interval: 50 };
const nameOf = '{ council(slug: "hartlepool") { name } }';

let folder: string;
let server: StartedProcesses;
/** What other tools were told. */
const heard: string[] = [];
const tool = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', () => {
    heard.push(body);
    response.end();
  });
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-workers-'));
  await mkdir(join(folder, 'var'));
  await copyFile(sampleDatabasePath(), join(folder, 'var/redress.sqlite'));
  await new Promise<void>((resolve) => tool.listen(0, '127.0.0.1', resolve));
  server = await startProcesses(['--workers', '2'], folder, {
    REDRESS_SELF_APPROVAL: 'true',
    REDRESS_WEBHOOK_URL: `http://127.0.0.1:${(tool.address() as AddressInfo).port}/`,
    REDRESS_WEBHOOK_SECRET: 'a secret of the house',
  });
});
afterAll(async () => {
  server?.kill('SIGKILL');
  await server?.ended;
  await new Promise((resolve) => tool.close(resolve));
  await rm(folder, { recursive: true });
});

/** Process numbers of those that answer, asked until there are two. */
async function whoAnswers(): Promise<Set<number>> {
  const pids = new Set<number>();
  for (let turn = 0; turn < 20 && pids.size < 2; turn += 1) {
    const { status, pid } = await server.send('/readyz');
    expect(status).toBe(200);
    pids.add(pid);
  }
  return pids;
}

describe('redress start --workers 2', () => {
  it('answers by two processes on one port, and says its address and its key once', async () => {
    expect(await whoAnswers()).toEqual(
      new Set([server.pidOf('server 1'), server.pidOf('server 2')]),
    );
    expect(server.stdout().match(/Redress is ready/g)).toHaveLength(1);
    expect(server.stdout().match(/rk_/g)).toHaveLength(1);
    expect(server.stdout()).toContain('Answered by            2 processes');
    const letter = await server.send('/letters/2020/dartford.html');
    expect(letter.body).toContain(`${server.url}/`);
  });

  it('gives the metrics of all processes, each by its name', async () => {
    await whoAnswers();
    const { body } = await server.send('/metrics');
    const processes = [...body.matchAll(/^process_resident_memory_bytes\{process="(.+)"\} \d+$/gm)];
    expect(processes.map(([, name]) => name)).toEqual(['first', 'server 1', 'server 2', 'jobs']);
    expect(body.match(/^# TYPE redress_http_requests_total counter$/gm)).toHaveLength(1);
    for (const name of ['server 1', 'server 2']) {
      expect(body).toMatch(
        new RegExp(
          `^redress_http_requests_total\\{route="/readyz",status="200",process="${name}"\\} \\d`,
          'm',
        ),
      );
    }
  });

  it('forgets kept answers in both processes before one has answered that data were changed', async () => {
    const ask = async () =>
      (
        await fetch(`${server.url}/graphql?query=${encodeURIComponent(nameOf)}`, {
          headers: { connection: 'close' },
        })
      ).text();
    for (let turn = 0; turn < 4; turn += 1)
      expect(await ask()).toContain('Hartlepool Borough Council');
    const kept = await server.send('/metrics');
    expect(
      kept.body.match(/^redress_response_cache_bytes\{process="server \d"\} [1-9]/gm),
    ).toHaveLength(2);

    const file = (await readFile('data/councils.csv', 'utf8')).split('\n').slice(0, 2).join('\n');
    const body = `${file.replace('Hartlepool Borough Council', 'Hartlepool Town Council')}\n`;
    const imported = await server.send('/imports/councils', { body, type: 'text/csv' });
    expect(imported.status).toBe(200);
    for (let turn = 0; turn < 4; turn += 1)
      expect(await ask()).toContain('Hartlepool Town Council');
  });

  it('raises one alert for twenty refused letters of a caller, whoever refused them', async () => {
    const pids = new Set<number>();
    for (let at = 0; at < 25; at += 1) {
      const { status, pid } = await server.send('/letters/2031/dartford.html');
      expect(status).toBe(404);
      pids.add(pid);
    }
    expect(pids.size).toBe(2);
    const alerts = () => server.log().filter(({ level, refused }) => level === 40 && refused);
    await expect.poll(alerts, patience).toHaveLength(1);
    expect(alerts()).toMatchObject([{ pid: server.pid, refused: 20 }]);
    expect((await server.send('/metrics')).body).toMatch(
      /^redress_probe_alerts_total\{process="first"\} 1$/m,
    );
  });

  it('works in the background once: each letter is rendered by one, each tool told of each event once', async () => {
    const { startRun } = await server.ask(
      'mutation { startRun(report: "annual-letter", yearEnding: 2020, councils: { codes: ["E07000107", "E08000025", "E10000016"] }) { id } }',
    );
    const { id } = startRun as { id: string };
    const progress = await server.send('/graphql', {
      accept: 'text/event-stream',
      body: JSON.stringify({
        query: `subscription { runProgress(id: "${id}") { rendered pending } }`,
      }),
    });
    expect(progress.body).toContain('"rendered":3,"pending":0');
    for (const step of ['approveRun', 'issueRun', 'publishRun']) {
      await server.ask(`mutation { ${step}(id: "${id}") { state } }`);
    }
    await expect.poll(() => heard.length, patience).toBe(2);
    const events = heard.map((text): Record<string, unknown> => JSON.parse(text));
    expect(new Set(events.map(({ id: event }) => event)).size).toBe(2);
    const holders = await callRedress(['run', 'show', id], folder);
    expect(holders.stdout).toContain('3 rendered, 0 failed');
  });

  it.each(['server 1', 'jobs'])(
    'goes on without %s, and has another in its place',
    async (name) => {
      const killed = server.pidOf(name) ?? 0;
      process.kill(killed, 'SIGKILL');
      await expect.poll(() => server.pidOf(name), patience).not.toBe(killed);
      expect((await whoAnswers()).size).toBe(2);
      expect(server.log().filter(({ endedPid }) => endedPid === killed)).toMatchObject([
        {
          level: 50,
          code: 'PROCESS_ENDED',
          process: name,
          pid: server.pid,
          msg: expect.stringContaining(
            `${name} (process ${killed}): expected it to run until the server is stopped, but it ended by SIGKILL.`,
          ),
        },
      ]);
    },
  );

  it('answers while one of two is gone', async () => {
    const killed = server.pidOf('server 2') ?? 0;
    const answers = Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        if (at === 5) process.kill(killed, 'SIGKILL');
        // What the killed one had in hand is lost with it.
        return server.send('/readyz').catch(() => undefined);
      }),
    );
    expect((await answers).filter((one) => one?.status === 200).length).toBeGreaterThan(10);
    for (let turn = 0; turn < 10; turn += 1) {
      expect((await server.send('/readyz')).status).toBe(200);
    }
    await expect.poll(() => server.pidOf('server 2'), patience).not.toBe(killed);
  });

  it('ends all processes on SIGTERM, once what is under way is answered', async () => {
    const pids = ['server 1', 'server 2', 'jobs'].map((name) => server.pidOf(name));
    expect(pids.every(isRunning)).toBe(true);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
    expect(pids.some(isRunning)).toBe(false);
  });
});

describe('redress start by several processes', () => {
  it('counts a caller’s operations over all of them', async () => {
    const limited = await startProcesses([], folder, {
      REDRESS_WORKERS: '2',
      REDRESS_WORKER: 'off',
      REDRESS_RATE_LIMIT: '0.001',
      REDRESS_RATE_BURST: '6',
    });
    try {
      expect(limited.pidOf('jobs')).toBeUndefined();
      const body = JSON.stringify({ query: '{ __typename }' });
      const answers = [];
      for (let at = 0; at < 8; at += 1) answers.push(await limited.send('/graphql', { body }));
      expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2);
      expect(answers.map(({ status }) => status)).toEqual([...Array(6).fill(200), 429, 429]);
    } finally {
      limited.kill('SIGINT');
      expect((await limited.ended).code).toBe(0);
    }
  });

  it('leaves no process behind when the first one is killed', async () => {
    const killed = await startProcesses(['--workers', '2'], folder);
    const pids = ['server 1', 'server 2', 'jobs'].map((name) => killed.pidOf(name));
    expect(pids.every(isRunning)).toBe(true);
    killed.kill('SIGKILL');
    await expect.poll(() => pids.some(isRunning), patience).toBe(false);
  });

  it('says once, in one sentence, that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const port = String((other.address() as AddressInfo).port);
    const { code, stderr } = await runRedress(['start', '--workers', '2'], folder, { PORT: port });
    expect(stderr).toBe(
      `[start] port ${port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to another number.\n(CANNOT_LISTEN: see docs/errors.md)\n`,
    );
    expect(code).toBe(1);
    await new Promise((resolve) => other.close(resolve));
  });

  it.each(['0', 'x', '-1', '1.5', '257', ''])('refuses --workers %j', async (workers) => {
    const { code, stderr } = await callRedress(['start', `--workers=${workers}`], folder);
    expect(stderr).toBe(
      `[start] --workers must be a whole number of server processes from 1 to 256, for example 2, but got ${JSON.stringify(workers)}.\n(OPTION_INVALID: see docs/errors.md)\n`,
    );
    expect(code).toBe(1);
  });

  it('refuses REDRESS_WORKERS likewise, unless the option says another', async () => {
    const wrong = { REDRESS_WORKERS: 'all', DATABASE_URL: 'sqlite::memory:' };
    const { stderr } = await callRedress(['start'], folder, wrong);
    expect(stderr).toContain(
      '[config] REDRESS_WORKERS must be a whole number of server processes from 1 to 256, for example 2, but got "all".',
    );
    const inMemory = await callRedress(['start', '--workers', '2'], folder, wrong);
    expect(inMemory.stderr).toContain(
      '[config] REDRESS_WORKERS must be 1 where DATABASE_URL is a database in memory, which each process would have to itself, but got "2".',
    );
  });
});
