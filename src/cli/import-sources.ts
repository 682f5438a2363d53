import { type FileHandle, open } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import type { ImportSource } from '../database/imports/import-file.ts';
import { CommandError } from './command.error.ts';

/** A file that a command was given, open. */
export interface OpenSource extends ImportSource {
  /** In bytes. Null where it is not known: standard input, a pipe. */
  size: number | null;
  close(): Promise<void>;
}

/**
 * Opens a file, or standard input for `-`.
 *
 * @param signal Ends the reading.
 * @throws CommandError when there is no such file, or it may not be read.
 */
export async function openSource(path: string, signal: AbortSignal): Promise<OpenSource> {
  if (path === '-') {
    const stream = addAbortSignal(signal, process.stdin);
    return { name: 'standard input', size: null, stream, close: async () => {} };
  }
  const file = await openFile(path);
  const found = await file.stat();
  if (found.isDirectory()) {
    await file.close();
    throw unreadable(path, 'it is a folder');
  }
  const stream: Readable = addAbortSignal(signal, file.createReadStream({ autoClose: false }));
  return {
    name: path,
    size: found.isFile() ? found.size : null,
    stream,
    close: () => file.close(),
  };
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw unreadable(path, reasons[code] ?? 'it cannot be opened');
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'part of its path is a file, not a folder',
  EACCES: 'access was denied',
  EPERM: 'access was denied',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
};

function unreadable(path: string, why: string): CommandError {
  return new CommandError(
    'FILE_NOT_FOUND',
    `[import] FILE must be a file that can be read, but got ${JSON.stringify(path)}: ${why}. Check the path.`,
  );
}
