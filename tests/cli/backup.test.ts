import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { type Ended, redressProgram, runRedress } from './run-redress.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-backup-'));
  await mkdir(join(folder, 'var'));
  await copyFile(sampleDatabasePath(), join(folder, 'var/redress.sqlite'));
});
afterAll(() => rm(folder, { recursive: true }));

const whole = /^one\.backup is whole: \d+ tables, [\d,]+ rows, [\d.]+ MB\.\n/;

describe('redress backup and restore', () => {
  it('write a checked copy, and put it back', async () => {
    await copyFile(join(folder, 'var/redress.sqlite'), join(folder, 'var/training.sqlite'));
    const made = await runRedress(['backup', 'one.backup'], folder, {
      REDRESS_DATABASE_TRAINING: 'sqlite:var/training.sqlite',
    });
    expect(made.stdout).toMatch(whole);
    expect(made.stdout).toContain('\none.training.backup is whole: ');
    expect(made.stderr).toMatch(/pages 100%: [\d,]+/);
    expect(made.code).toBe(0);
    const restored = await runRedress(['restore', 'one.backup'], folder, {
      DATABASE_URL: 'sqlite:elsewhere.sqlite',
    });
    expect(restored.stdout.replace(whole, '')).toBe('It is in its place.\n');
  });

  it('says that the disk is full, and leaves nothing', async () => {
    const before = await readdir(folder);
    const { code, stderr } = await runOnSmallDisk(['backup', 'two.backup']);
    expect(stderr).toContain('[backup] two.backup: expected to write the backup, but the disk');
    expect(stderr).toContain('(BACKUP_FAILED: see docs/errors.md)');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual(before);
  });
});

/** Runs `redress …` where no file may grow beyond 5 MB. */
function runOnSmallDisk(words: readonly string[]): Promise<Ended> {
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      'trap "" XFSZ; ulimit -f 10000; exec "$@"',
      'sh',
      ...[process.execPath, redressProgram, ...words],
    ],
    {
      cwd: folder,
      env: { PATH: process.env.PATH },
    },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
