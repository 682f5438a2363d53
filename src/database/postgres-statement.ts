const known = new Map<string, string>();
const mostKnown = 500;

/**
 * Our SQL as PostgreSQL reads it. Written for both databases, it differs in two places:
 *
 * - `?` stands for the next parameter, and becomes `$1`, `$2` … outside quotes and comments;
 * - `(a, b) IN (VALUES (?, ?), …)` becomes `(a, b) IN ((?, ?), …)`. SQLite knows only the first form, and PostgreSQL
 *   knows only from the second that the values have the types of `a` and `b`.
 *
 * SQL with `$1` and without `?`, as TypeORM makes it, stays as it is.
 */
export function toPostgres(sql: string): string {
  if (!sql.includes('?')) return sql;
  const before = known.get(sql);
  if (before !== undefined) return before;
  const written = rewrite(sql);
  if (known.size >= mostKnown) known.clear();
  known.set(sql, written);
  return written;
}

/** What is copied as it stands (quoted text, names in quotes, comments), a parameter, or a list of row values. */
const parts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*.*?\*\/|\?|\bIN\s*\(\s*VALUES\b\s*/gis;

function rewrite(sql: string): string {
  let parameters = 0;
  return sql.replaceAll(parts, (part) => {
    if (part === '?') {
      parameters += 1;
      return `$${parameters}`;
    }
    return /^IN/i.test(part) ? 'IN (' : part;
  });
}
