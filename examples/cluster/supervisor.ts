import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that is kept alive. */
export interface Program {
  /** Unique. Its log is `log/NAME.log`, its number `pids/NAME`. */
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** As whom it runs. Default: as we do. */
  readonly user?: { readonly uid?: number; readonly gid?: number };
  /** It serves when it has said this. */
  readonly readyWords: string;
  /** What asks it to end. Default: SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

/** Starts processes, and starts each again that ends. */
export interface Supervisor {
  /** Starts a process. Resolves when it is ready for the first time; rejects with its last words when it will not be. */
  start(program: Program): Promise<void>;
  /** Ends all of them, the last started first. */
  stop(): Promise<void>;
}

const [restartMs, patienceMs, startTries] = [1000, 10_000, 3];

/**
 * Does by hand what systemd does with `Restart=always` and `RestartSec=1`.
 *
 * @param folder Where logs and process numbers go.
 * @param say Told of each process that ended and is started again.
 */
export function createSupervisor(folder: string, say: (words: string) => void): Supervisor {
  for (const name of ['log', 'pids']) mkdirSync(join(folder, name), { recursive: true });
  const running: { end(): Promise<void> }[] = [];
  let isStopping = false;

  const run = (program: Program, onReady: () => void): Promise<string> => {
    const { name, command, words, env, user = {}, readyWords } = program;
    const child = spawn(command, words, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      ...user,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    current.set(name, child);
    writeFileSync(join(folder, 'pids', name), String(child.pid ?? ''));
    const log = createWriteStream(join(folder, 'log', `${name}.log`), { flags: 'a' });
    const last: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        log.write(`${line}\n`);
        last.push(line);
        if (last.length > 20) last.shift();
        if (line.includes(readyWords)) onReady();
      });
    }
    return new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => {
        log.end();
        rmSync(join(folder, 'pids', name), { force: true });
        last.push(signal === null ? `it ended with ${code}` : `it was ended by ${signal}`);
        resolve(last.join('\n'));
      });
    });
  };
  const current = new Map<string, ChildProcess>();

  /** Runs a process again and again, until all are to stop or it will not start at all. */
  const keepAlive = async (program: Program, onReady: () => void): Promise<void> => {
    const { name } = program;
    let wasReady = false;
    const ready = () => {
      if (wasReady) say(`${name} is back.`);
      wasReady = true;
      onReady();
    };
    for (let tries = 1; !isStopping; tries += 1) {
      const words = await run(program, ready);
      if (isStopping) return;
      if (!wasReady && tries === startTries) {
        throw new Error(`${name} could not be started:\n${words}`);
      }
      say(`${name}: ${words.split('\n').at(-1)}, and is started again.`);
      await pause(restartMs);
    }
  };

  const end = async ({ name, stopSignal = 'SIGTERM' }: Program, ended: Promise<void>) => {
    const child = current.get(name);
    child?.kill(stopSignal);
    const impatience = setTimeout(() => child?.kill('SIGKILL'), patienceMs);
    await ended.catch(() => {});
    clearTimeout(impatience);
  };

  return {
    async start(program) {
      let ended: Promise<void> = Promise.resolve();
      const ready = new Promise<void>((resolve) => {
        ended = keepAlive(program, resolve);
      });
      running.push({ end: () => end(program, ended) });
      // It ends before it is ready only where it cannot be started.
      await Promise.race([ready, ended]);
    },
    async stop() {
      isStopping = true;
      for (const one of running.toReversed()) await one.end();
    },
  };
}
