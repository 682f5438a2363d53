import { exec } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(exec);

/** How long a command took: on the clock, and of the processor with all its threads. */
export interface Took {
  wallMs: number;
  cpuMs: number;
}

/** Runs a command of the shell to its end. Throws when it fails. */
export async function timeCommand(
  command: string,
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Took> {
  const start = performance.now();
  // `times` writes two lines: the shell's own time, and that of what it ran.
  const { stdout } = await execute(`${command} > /dev/null && times`, options);
  const wallMs = performance.now() - start;
  const ofChildren = stdout.trim().split('\n').at(-1) ?? '';
  const cpuMs = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, seconds]) => Number(minutes) * 60_000 + Number(seconds) * 1000)
    .reduce((sum, part) => sum + part, 0);
  return { wallMs, cpuMs };
}

/** Whether a command can be run. */
export async function hasCommand(command: string): Promise<boolean> {
  return execute(command).then(
    () => true,
    () => false,
  );
}
