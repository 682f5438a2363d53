import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { runRedress } from './run-redress.ts';
import { type StartedProcesses, startProcesses } from './start-processes.ts';

const settings = { REDRESS_LETTER_THREAD: 'on' };
const councils = ['E07000107', 'E08000025', 'E10000016', 'E09000007', 'E06000023'];

let folder: string;
let server: StartedProcesses;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-thread-'));
  await mkdir(join(folder, 'var'));
  await copyFile(sampleDatabasePath(), join(folder, 'var/redress.sqlite'));
  server = await startProcesses([], folder, settings);
});
afterAll(async () => {
  server.kill('SIGKILL');
  await server.ended;
  await rm(folder, { recursive: true });
});

describe('a server with a thread for letters', () => {
  it('makes a run of them there, the same bytes as anywhere else', async () => {
    const { startRun } = await server.ask(
      `mutation { startRun(report: "annual-letter", yearEnding: 2020, councils: { codes: ${JSON.stringify(councils)} }) { id } }`,
    );
    const { id } = startRun as { id: string };
    const progress = await server.send('/graphql', {
      accept: 'text/event-stream',
      body: JSON.stringify({
        query: `subscription { runProgress(id: "${id}") { rendered failed pending } }`,
      }),
    });
    expect(progress.body).toContain('"rendered":5,"failed":0,"pending":0');
    expect(server.log().map(({ msg }) => msg)).toContain(
      'Letters of runs are made on a thread of their own',
    );
    const verified = await runRedress(['letter', 'verify', '--run', id], folder, {});
    expect(verified).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^5 letters are the same/),
    });
  });

  it('ends when it is told to, the thread with it', async () => {
    server.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0 });
    const warnings = server.log().filter(({ level }) => Number(level) >= 40);
    expect(warnings).toEqual([]);
  });
});
