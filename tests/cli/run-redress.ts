import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Where programs that are started keep what Node makes of their code. */
export const compileCache = fileURLToPath(
  new URL('../../node_modules/.cache/redress/compiled', import.meta.url),
);

/** How a command ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The program as it is installed. `tests/built-program.ts` has compiled it before any test. */
export const redressProgram = fileURLToPath(new URL('../../dist/cli/redress.js', import.meta.url));

/** Starts `redress …` in a folder of the caller's, with no settings but those given. */
export function spawnRedress(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
) {
  return spawn(process.execPath, [redressProgram, ...words], {
    cwd: folder,
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Starts `redress …` as `spawnRedress` does, with standard input to be written to. */
export function feedRedress(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
) {
  const child = spawn(process.execPath, [redressProgram, ...words], {
    cwd: folder,
    env: environment(settings),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A program that ends before it has read everything is what some tests are about.
  child.stdin.on('error', () => {});
  return child;
}

/** What a program of ours is started with: no settings but those given. */
export function environment(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: compileCache,
    LOG_LEVEL: 'silent',
    ...settings,
  };
}

/** Runs `redress …` to its end. */
export function runRedress(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return endOf(spawnRedress(words, folder, settings));
}

/** What a program that was started says, and how it ends. */
export function endOf(
  child: ChildProcessByStdio<Writable | null, Readable, Readable>,
): Promise<Ended> {
  let stdout = '';
  let stderr = '';
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
