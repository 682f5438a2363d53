import { types } from 'pg';

const bool = 16;
const int8 = 20;
const numeric = 1700;

/**
 * Reads values as SQLite gives them: counts and sums are numbers, true and false are 1 and 0 (and true and false again
 * where TypeORM makes an entity of them). Everything else is read as `pg` does.
 */
export const sqliteLikeTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (format === 'binary') return types.getTypeParser(oid, format);
    if (oid === bool) return (value) => (value === 't' ? 1 : 0);
    if (oid === int8 || oid === numeric) return parseNumber;
    return types.getTypeParser(oid);
  },
};

/** @throws RangeError for a whole number that JavaScript cannot hold exactly. */
export function parseNumber(text: string): number {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(number)) {
    throw new RangeError(
      `[database] expected a whole number of at most ${Number.MAX_SAFE_INTEGER}, but got ${text}.`,
    );
  }
  return number;
}
