import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Headers of a letter end well before that. */
const headBytes = 65_536;

/** A folder that a copy of every letter that was taken gets into. */
export interface MailArchive {
  /** Which of these messages are in it. Rejects when it cannot be read. */
  find(messageIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * Reads an archive: a maildir (`new`, `cur`), or a folder of messages as files. Files must appear whole, as they do in a
 * maildir. Each is read once, whatever it is called later.
 */
export function createMailArchive(folder: string): MailArchive {
  const known = new Map<string, string>();
  const readFolder = async (path: string, isRoot: boolean): Promise<void> => {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        if (isRoot && ['new', 'cur'].includes(entry.name)) {
          await readFolder(join(path, entry.name), false);
        }
        continue;
      }
      // A maildir adds flags to a name behind a colon.
      const name = entry.name.replace(/:.*$/, '');
      if (known.has(name) || name.startsWith('.') || name.endsWith('.part')) continue;
      const messageId = await readMessageId(join(path, entry.name));
      if (messageId !== undefined) known.set(name, messageId);
    }
  };
  return {
    async find(messageIds) {
      await readFolder(folder, true);
      const found = new Set(known.values());
      return new Set(messageIds.filter((id) => found.has(id)));
    },
  };
}

/** The `Message-ID` of a file, without angle brackets. */
async function readMessageId(path: string): Promise<string | undefined> {
  // Moved from `new` to `cur` meanwhile, say: it is found there the next time.
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const text = buffer.toString('latin1', 0, bytesRead);
    const head = text.split(/\r?\n\r?\n/, 1)[0]?.replace(/\r?\n[ \t]+/g, ' ') ?? '';
    return /^message-id:\s*<([^<>\s]+)>/im.exec(head)?.[1];
  } finally {
    await file.close();
  }
}
