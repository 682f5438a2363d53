/** The database cannot be opened or used: a folder that cannot be written, a file that is no database, a wrong URL. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
  readonly code = 'DATABASE_UNAVAILABLE';
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
