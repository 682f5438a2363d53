import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const listening = z.object({ port: z.number().int().positive() });
const usage = z.object({ rssBytes: z.number(), cpuMs: z.number(), delayP99Ms: z.number() });

/** What a process has used since it began. */
export type Usage = z.infer<typeof usage>;

/** A server in a process of its own. */
export interface Child {
  readonly origin: string;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a program that tells its port once it listens. */
export async function startChild(
  program: string,
  args: readonly string[],
  preload: string,
): Promise<Child> {
  const child = fork(program, args, {
    execArgv: ['--import', preload],
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
  });
  const { port } = listening.parse(await nextMessage(child, program));
  return {
    origin: `http://127.0.0.1:${port}`,
    async usage() {
      child.send('usage');
      return usage.parse(await nextMessage(child, program));
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function nextMessage(child: ChildProcess, program: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`${program} ended before it answered`));
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      resolve(message);
    });
  });
}
