/**
 * The database cannot be opened or used: a folder that cannot be written, a file that is no database, a wrong URL,
 * a server that does not answer.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
  readonly code = 'DATABASE_UNAVAILABLE';
  /** What clients are told: no host and no path. */
  readonly clientReason = 'cannot reach its database';
}

/** A statement took longer than it may, or another writer did not finish in time. Only PostgreSQL has such limits. */
export class DatabaseTimeoutError extends Error {
  override readonly name = 'DatabaseTimeoutError';
  readonly code = 'DATABASE_TIMEOUT';
  /** What clients are told. */
  readonly clientReason = 'needed more time in its database than it may take';
}

/** The database was migrated by a later release: this one would not understand what it finds there. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';
  readonly code = 'DATABASE_TOO_NEW';

  /** @param migrations Names of the migrations this program does not know, oldest first. */
  constructor(
    message: string,
    readonly migrations: readonly string[],
  ) {
    super(message);
  }
}
