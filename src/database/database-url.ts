import { DatabaseUnavailableError } from './database-errors.ts';

/**
 * The file that a database URL names: `sqlite:var/redress.sqlite` (from the working directory),
 * `sqlite:/var/lib/redress.sqlite`, `sqlite:///var/lib/redress.sqlite`, or `:memory:` of `sqlite::memory:`.
 *
 * @throws DatabaseUnavailableError for anything else. What stands in the URL is not repeated: it may hold a password.
 */
export function parseDatabaseUrl(url: string): string {
  const [, scheme = '', rest = ''] = /^([a-z0-9]+):(.*)$/is.exec(url) ?? [];
  if (scheme.toLowerCase() !== 'sqlite') {
    throw new DatabaseUnavailableError(
      `[database] DATABASE_URL: expected sqlite: and a path, but got ${scheme === '' ? 'no scheme' : `${scheme}:`}. Use for example sqlite:var/redress.sqlite.`,
    );
  }
  const path = rest.startsWith('//') ? rest.slice(2) : rest;
  if (path === '' || path.includes('\0')) {
    throw new DatabaseUnavailableError(
      '[database] DATABASE_URL: expected a path after sqlite:, but got none. Use for example sqlite:var/redress.sqlite.',
    );
  }
  return path;
}
