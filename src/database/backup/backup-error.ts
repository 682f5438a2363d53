/** What can go wrong with a backup. */
export type BackupErrorCode =
  | 'BACKUP_FAILED'
  | 'BACKUP_INVALID'
  | 'BACKUP_STOPPED'
  | 'BACKUP_TOOL_MISSING'
  | 'DATABASE_IN_USE'
  | 'FILE_EXISTS'
  | 'FILE_NOT_FOUND'
  | 'FILE_NOT_WRITABLE';

/** A backup that could not be made, is not whole, or cannot be restored. Nothing half-done is left behind. */
export class BackupError extends Error {
  override readonly name = 'BackupError';

  constructor(
    readonly code: BackupErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What the operating system or SQLite says, in words. */
export function explainDisk(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = reasons.find(([start]) => code.startsWith(start));
  if (known !== undefined) return known[1];
  // The driver has no names for SQLite's finer codes.
  if (error instanceof Error && error.message.endsWith('disk I/O error')) {
    return 'the disk could not be written to, or is full';
  }
  return error instanceof Error ? error.message : String(error);
}

const reasons: readonly (readonly [string, string])[] = [
  ['SQLITE_FULL', 'the disk is full'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'this user may not use more of the disk'],
  ['EFBIG', 'the file would be larger than files may be there'],
  ['SQLITE_CANTOPEN', 'the file or its folder cannot be opened'],
  ['SQLITE_READONLY', 'it can only be read'],
  ['SQLITE_IOERR', 'the disk could not be read or written'],
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['EROFS', 'the disk is read-only'],
];
