import { runProgram } from '../../src/cli/run-program.ts';
import { type Ended, environment } from './run-redress.ts';

/**
 * Runs `redress …` to its end as `runRedress` does, but in this process: for tests of what a command says and does, of which a
 * file has many. How the program starts, and ends on a signal, is for a process of its own. One call at a time.
 */
export async function callRedress(
  words: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const { env, stdout, stderr } = process;
  const [writeOut, writeErr, home] = [stdout.write, stderr.write, process.cwd()];
  const said = { stdout: '', stderr: '' };
  const listen = (to: 'stdout' | 'stderr') => (piece: string | Uint8Array) => {
    said[to] += typeof piece === 'string' ? piece : Buffer.from(piece).toString();
    return true;
  };
  stdout.write = listen('stdout');
  stderr.write = listen('stderr');
  process.env = environment(settings);
  process.chdir(folder);
  try {
    process.exitCode = undefined;
    await runProgram(words);
    return { ...said, code: Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = undefined;
    process.chdir(home);
    process.env = env;
    stdout.write = writeOut;
    stderr.write = writeErr;
  }
}
