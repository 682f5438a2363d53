import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { QueryRunner } from 'typeorm';
import { openDatabase } from '../open-database.ts';
import type { PostgresAddress } from '../postgres-url.ts';
import type { TableRows } from './backup-database.ts';
import { BackupError } from './backup-error.ts';
import type { BackupContents } from './check-backup.ts';

interface DumpOptions {
  file: string;
  postgresTools?: string | undefined;
  onProgress?: ((done: number, total: number | null) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const showEveryMs = 500;

/**
 * Lets `pg_dump` write an archive of a PostgreSQL database, as it was at one moment.
 *
 * @returns how many rows each table had at that moment.
 */
export async function dumpPostgres(
  url: string,
  address: PostgresAddress,
  { file, postgresTools, onProgress, signal }: DumpOptions,
): Promise<TableRows> {
  const database = await openDatabase({ url, readOnly: true });
  const runner = database.createQueryRunner();
  const shown = setInterval(() => {
    stat(file).then(
      ({ size }) => onProgress?.(size, null),
      () => {},
    );
  }, showEveryMs);
  try {
    await assertVersion(runner, postgresTools);
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('SET LOCAL statement_timeout = 0');
    const [snapshot]: { id: string }[] = await runner.query('SELECT pg_export_snapshot() AS id');
    const rows = await countTables(runner);
    const words = [
      ...['--format=custom', '--no-owner', '--no-privileges', '--no-password'],
      ...[`--snapshot=${snapshot?.id}`, `--file=${file}`],
    ];
    await runTool('pg_dump', words, { postgresTools, environment: connection(address), signal });
    await runner.rollbackTransaction();
    return rows;
  } finally {
    clearInterval(shown);
    await runner.release();
    await database.destroy();
  }
}

async function countTables(runner: QueryRunner): Promise<TableRows> {
  const tables: { name: string }[] = await runner.query(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename',
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row]: { counted: number }[] = await runner.query(
      `SELECT COUNT(*) AS counted FROM ${name}`,
    );
    counts.set(name, Number(row?.counted ?? 0));
  }
  return counts;
}

/** `pg_dump` reads servers of its own release and older ones. */
async function assertVersion(runner: QueryRunner, postgresTools: string | undefined) {
  const [row]: { server_version_num: string }[] = await runner.query('SHOW server_version_num');
  const server = Math.floor(Number(row?.server_version_num) / 10_000);
  let said = '';
  await runTool('pg_dump', ['--version'], {
    postgresTools,
    onLine: (line) => {
      said += line;
    },
  });
  const [, tool = '0'] = / (\d+)/.exec(said) ?? [];
  if (Number(tool) >= server) return;
  throw new BackupError(
    'BACKUP_TOOL_MISSING',
    `[backup] pg_dump: expected release ${server} or later, for the server has ${server}, but got ${tool}. Install PostgreSQL's client programs of release ${server}, and set REDRESS_PG_BIN to their folder if they are not the first on the PATH.`,
  );
}

/** Reads an archive to its end: the rows of each table, and what it says of migrations. */
export async function readDump(
  file: string,
  postgresTools: string | undefined,
): Promise<BackupContents> {
  const tables = new Map<string, number>();
  const migrations: string[] = [];
  let table: string | null = null;
  const onLine = (line: string) => {
    if (table === null) {
      const [, name] = /^COPY (?:"?[\w$]+"?\.)?"?([\w$]+)"? \(.*\) FROM stdin;$/.exec(line) ?? [];
      if (name === undefined) return;
      table = name;
      tables.set(name, 0);
    } else if (line === '\\.') {
      table = null;
    } else {
      tables.set(table, (tables.get(table) ?? 0) + 1);
      if (table === 'migrations') migrations.push(line.split('\t')[2] ?? '');
    }
  };
  try {
    await runTool('pg_restore', ['--data-only', '--file=-', file], { postgresTools, onLine });
  } catch (error) {
    if (!(error instanceof BackupError) || error.code !== 'BACKUP_FAILED') throw error;
    throw new BackupError(
      'BACKUP_INVALID',
      `[backup] ${file}: expected a whole archive of pg_dump, but got one that pg_restore cannot read to its end. Take another backup.`,
      { cause: error },
    );
  }
  return { tables, migrations };
}

/** Puts an archive into an empty PostgreSQL database, all of it or nothing. */
export async function restorePostgres(
  url: string,
  address: PostgresAddress,
  file: string,
  postgresTools: string | undefined,
): Promise<void> {
  const database = await openDatabase({ url, readOnly: true });
  try {
    const tables = await countTables(database.createQueryRunner());
    if (tables.size > 0) {
      throw new BackupError(
        'FILE_EXISTS',
        `[restore] expected an empty PostgreSQL database, but got one with ${tables.size} tables. Make a new one with createdb and name it in DATABASE_URL.`,
      );
    }
  } finally {
    await database.destroy();
  }
  const words = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges'];
  await runTool('pg_restore', [...words, '--no-password', `--dbname=${address.database}`, file], {
    postgresTools,
    environment: connection(address),
  });
}

/** By the environment, which other users cannot see: words of a command they can. */
function connection({ host, port, user, password, database, settings }: PostgresAddress) {
  return {
    PGHOST: host.replace(/^\[(.*)\]$/, '$1'),
    PGPORT: String(port),
    PGDATABASE: database,
    PGSSLMODE: settings.sslmode,
    ...(user === undefined ? {} : { PGUSER: user }),
    ...(password === undefined ? {} : { PGPASSWORD: password }),
    ...(settings.sslrootcert === undefined ? {} : { PGSSLROOTCERT: settings.sslrootcert }),
  };
}

interface ToolOptions {
  postgresTools: string | undefined;
  environment?: NodeJS.ProcessEnv;
  onLine?: (line: string) => void;
  signal?: AbortSignal | undefined;
}

async function runTool(
  name: 'pg_dump' | 'pg_restore',
  words: readonly string[],
  { postgresTools, environment = {}, onLine, signal }: ToolOptions,
): Promise<void> {
  const path = postgresTools === undefined ? name : join(postgresTools, name);
  const child = spawn(path, words, {
    // In English, so that a message can be searched for.
    env: { ...process.env, ...environment, LC_ALL: 'C' },
    stdio: ['ignore', onLine ? 'pipe' : 'ignore', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  });
  let said = '';
  child.stderr?.on('data', (part) => {
    said = (said + part).slice(-2000);
  });
  const read =
    onLine && child.stdout
      ? (async (lines) => {
          for await (const line of lines) onLine(line);
        })(createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY }))
      : Promise.resolve();
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new BackupError(
      'BACKUP_TOOL_MISSING',
      `[backup] expected the program ${path}, but it cannot be started. Install PostgreSQL's client programs, or set REDRESS_PG_BIN to the folder that has pg_dump and pg_restore.`,
      { cause: error },
    );
  });
  await read;
  if (code === 0) return;
  const last = said.trim().split('\n').at(-1) ?? '';
  throw new BackupError(
    'BACKUP_FAILED',
    `[backup] ${name}: expected it to come to its end, but it gave up${last === '' ? '' : `: ${last}`}.`,
  );
}
