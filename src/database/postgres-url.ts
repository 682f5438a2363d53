import { z } from 'zod';
import { DatabaseUnavailableError } from './database-errors.ts';

/** A PostgreSQL database and how to talk to it. */
export interface PostgresAddress {
  type: 'postgres';
  /** Name or address of the server, or the folder of its socket. */
  host: string;
  /** Default 5432. */
  port: number;
  user: string | undefined;
  password: string | undefined;
  database: string;
  settings: PostgresSettings;
}

/** What may stand behind `?` in the URL. */
export interface PostgresSettings {
  /**
   * `disable`: no TLS, the default. `require`: TLS with whatever certificate. `verify-full`: TLS with a certificate for
   * this host from a known authority.
   */
  sslmode: 'disable' | 'require' | 'verify-full';
  /** File with the authorities that are believed, PEM. Default: those that Node knows. */
  sslrootcert: string | undefined;
  /** Connections at most. Default 10. */
  pool_size: number;
  /** How long a statement waits for a connection. Default 10000. */
  connect_timeout_ms: number;
  /** After which a connection that nobody uses is closed; 0 keeps it. Default 30000. */
  idle_timeout_ms: number;
  /** After which a statement that only reads is ended; 0 never does. Default 30000. */
  statement_timeout_ms: number;
  /** How long a writer waits for another writer. Default 10000. */
  lock_timeout_ms: number;
}

const example = 'postgres://user:password@host:5432/redress?sslmode=verify-full';

const settings = z.strictObject({
  sslmode: z
    .enum(['disable', 'require', 'verify-full'], {
      error: 'one of disable, require, verify-full',
    })
    .default('disable'),
  sslrootcert: z.string().min(1, 'the path of a file with certificates').optional(),
  pool_size: whole(1, 1_000, 'connections').default(10),
  connect_timeout_ms: whole(1, 600_000, 'milliseconds').default(10_000),
  idle_timeout_ms: whole(0, 86_400_000, 'milliseconds').default(30_000),
  statement_timeout_ms: whole(0, 86_400_000, 'milliseconds').default(30_000),
  lock_timeout_ms: whole(1, 86_400_000, 'milliseconds').default(10_000),
});

function whole(least: number, most: number, unit: string) {
  const expected = `a whole number of ${unit} from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .refine((number) => number >= least && number <= most, expected);
}

/**
 * Reads `postgres://user:password@host:port/database?setting=value&…`. A host that begins with a slash, as
 * `?host=/run/postgresql`, is the folder of a socket.
 *
 * @throws DatabaseUnavailableError that says which part is wrong, without any value of the URL.
 */
export function parsePostgresUrl(url: string): PostgresAddress {
  const parsed = URL.parse(url);
  if (parsed === null) refuse('a user, a host and a database', 'a URL that cannot be read');
  const { host: socket, ...given } = Object.fromEntries(parsed.searchParams);
  const host = socket ?? parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === '') refuse('a host', 'none');
  const [user, password, database] = [
    decode(parsed.username, 'user'),
    decode(parsed.password, 'password'),
    decode(parsed.pathname.slice(1), 'database'),
  ];
  if (database === undefined) refuse('the name of a database behind the host', 'none');
  const read = settings.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    if (issue?.code === 'unrecognized_keys') {
      const known = Object.keys(settings.shape).join(', ');
      refuse(`settings among ${known}`, JSON.stringify(issue.keys[0]));
    }
    refuse(`${String(issue?.path[0])} to be ${issue?.message}`, 'something else');
  }
  return {
    type: 'postgres',
    host: host.startsWith('/') ? host : decodeURIComponent(host),
    port: parsed.port === '' ? 5432 : Number(parsed.port),
    user,
    password,
    database,
    settings: { sslrootcert: undefined, ...read.data },
  };
}

function decode(text: string, part: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(`a ${part} in which % is written %25`, 'another');
  }
}

function refuse(expected: string, got: string): never {
  throw new DatabaseUnavailableError(
    `[database] DATABASE_URL: expected ${expected}, but got ${got}. Use for example ${example}.`,
  );
}
