import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { DataSource } from 'typeorm';
import { DatabaseTimeoutError, DatabaseUnavailableError } from './database-errors.ts';
import type { PostgresAddress } from './postgres-url.ts';

/** Where a server is and how it is signed in to, for other programs that speak to it by `pg`. */
export function postgresConnection(address: PostgresAddress) {
  const { host, port, user, password, database } = address;
  return {
    host,
    port,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    database,
    ssl: sslOptions(address),
  };
}

/** How a connection is encrypted, as `pg` is told. */
export function sslOptions({ host, settings }: PostgresAddress) {
  if (settings.sslmode === 'disable') return false;
  const { sslrootcert } = settings;
  return {
    rejectUnauthorized: settings.sslmode === 'verify-full',
    // The certificate of a server that is named by address must be for this address.
    ...(isIP(host) === 0 ? {} : { host }),
    ...(sslrootcert === undefined ? {} : { ca: readCertificates(sslrootcert) }),
  };
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new DatabaseUnavailableError(
      `[database] DATABASE_URL: expected sslrootcert to be a file with certificates that can be read, but got ${JSON.stringify(path)}. Use for example sslrootcert=/etc/ssl/certs/database-ca.pem.`,
      { cause },
    );
  }
}

/** The server and the database, without user and password. */
export function nameOfPostgres({ host, port, database }: PostgresAddress): string {
  if (host.startsWith('/')) return `postgres:///${database}?host=${host}`;
  return `postgres://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

/** From now on, what a data source throws when the server cannot be reached or takes too long says so. */
export function explainPostgresErrors(dataSource: DataSource, name: string): void {
  const { driver } = dataSource;
  const createQueryRunner = driver.createQueryRunner.bind(driver);
  driver.createQueryRunner = (mode) => {
    const runner = createQueryRunner(mode);
    const query = runner.query.bind(runner);
    runner.query = (...args: Parameters<typeof query>) =>
      query(...args).catch((error: unknown) => {
        throw explainStatementError(error, name);
      });
    return runner;
  };
}

/** Says in a sentence why a server cannot be used, for the person who started the program. */
export function explainPostgresError(error: unknown, name: string): DatabaseUnavailableError {
  const code = codeOf(error);
  const reason =
    reasons.find(([prefix]) => code.startsWith(prefix))?.[1] ??
    tlsReason(error) ??
    (code === '' ? 'the connection was closed' : `it failed (${code})`);
  return new DatabaseUnavailableError(
    `[database] ${name}: expected a PostgreSQL database that can be used, but ${reason}. Look whether the server runs, and at DATABASE_URL.`,
    { cause: error },
  );
}

function explainStatementError(error: unknown, name: string): unknown {
  const code = codeOf(error);
  if (code === '57014') {
    return new DatabaseTimeoutError(
      `[database] ${name}: expected an answer within statement_timeout_ms, but the statement took longer and was ended. Ask for less at once, or set statement_timeout_ms in DATABASE_URL higher.`,
      { cause: error },
    );
  }
  if (code === '55P03') {
    return new DatabaseTimeoutError(
      `[database] ${name}: expected to write within lock_timeout_ms, but another writer was not done. Try again when it is, or set lock_timeout_ms in DATABASE_URL higher.`,
      { cause: error },
    );
  }
  return isConnectionError(error) ? explainPostgresError(error, name) : error;
}

/** SQLSTATE classes and system errors that mean the connection, not the statement. */
const connectionCodes = /^(08|57P0|53300|28|3D000|E[A-Z_]{3,}$)/;

function isConnectionError(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== '') return connectionCodes.test(code);
  return (
    error instanceof Error &&
    /connection terminated|timeout exceeded when trying to connect|timeout expired|not queryable|Cannot use a pool after/i.test(
      error.message,
    )
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

function tlsReason(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (/does not support SSL/i.test(error.message)) return 'it does not speak TLS';
  if (/timeout/i.test(error.message)) return 'it did not answer in time';
  if (/certificate|ERR_TLS|self.signed/i.test(`${error.message} ${codeOf(error)}`)) {
    return `its certificate was not accepted (${error.message})`;
  }
  return undefined;
}

const reasons: readonly (readonly [string, string])[] = [
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the connection was broken off'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['EAI', 'the name of the host cannot be looked up'],
  ['ETIMEDOUT', 'it did not answer in time'],
  ['ENOENT', 'its socket is not there'],
  ['EACCES', 'access to its socket was denied'],
  ['28', 'user and password were not accepted'],
  ['3D000', 'there is no database of that name'],
  ['53300', 'it has too many connections'],
  ['57P0', 'it is starting or stopping'],
  ['08', 'the connection was broken off'],
];
