import { DatabaseUnavailableError } from './database-errors.ts';
import { type PostgresAddress, parsePostgresUrl } from './postgres-url.ts';

/** Where a database is. */
export type DatabaseAddress = { type: 'sqlite'; path: string } | PostgresAddress;

const examples = 'sqlite:var/redress.sqlite or postgres://user:password@host:5432/redress';

/**
 * What a database URL names. Of SQLite it is a file: `sqlite:var/redress.sqlite` (from the working directory),
 * `sqlite:/var/lib/redress.sqlite`, `sqlite:///var/lib/redress.sqlite`, or `:memory:` of `sqlite::memory:`. Of
 * PostgreSQL it is a server and a database, with settings behind `?`: see `parsePostgresUrl`.
 *
 * @throws DatabaseUnavailableError for anything else. What stands in the URL is not repeated: it may hold a password.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  const [, written = '', rest = ''] = /^([a-z0-9]+):(.*)$/is.exec(url) ?? [];
  const scheme = written.toLowerCase();
  if (scheme === 'postgres' || scheme === 'postgresql') return parsePostgresUrl(url);
  if (scheme !== 'sqlite') {
    throw new DatabaseUnavailableError(
      `[database] DATABASE_URL: expected sqlite: and a path, or postgres: and a server, but got ${scheme === '' ? 'no scheme' : `${written}:`}. Use for example ${examples}.`,
    );
  }
  const path = rest.startsWith('//') ? rest.slice(2) : rest;
  if (path === '' || path.includes('\0')) {
    throw new DatabaseUnavailableError(
      '[database] DATABASE_URL: expected a path after sqlite:, but got none. Use for example sqlite:var/redress.sqlite.',
    );
  }
  return { type: 'sqlite', path };
}
