/**
 * What a person at a terminal is told when a command fails. Errors with a code of ours were written for people; any
 * other is a fault of the program, of which the developer needs the stack.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof Error && 'code' in error && isOurCode(error.code)) {
    return `${error.message}\n(${error.code}: see docs/errors.md)`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `[redress] Something went wrong that should not have. Please report it with the lines below.\n${stack}`;
}

/** Our codes are words in capitals, `DATABASE_TOO_NEW`; those of Node and SQLite look like `EACCES`, `ERR_…`, `SQLITE_…`. */
function isOurCode(code: unknown): code is string {
  return (
    typeof code === 'string' && /^[A-Z]+(_[A-Z0-9]+)+$/.test(code) && !/^(ERR|SQLITE)_/.test(code)
  );
}
