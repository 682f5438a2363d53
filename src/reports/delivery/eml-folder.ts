import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageSender } from './send-outcome.ts';

/**
 * Writes messages to a folder instead of sending them, a file `….eml` each: a dry run. A file appears whole or not at all,
 * and the same message is the same file.
 */
export function createEmlFolder(folder: string): MessageSender {
  return {
    async send({ messageId, envelope, raw }, beforeEnd) {
      // A `Message-ID` of ours has nothing in it that a file's name cannot have.
      const name = `${messageId.replace(/[^A-Za-z0-9@.-]/g, '_')}.eml`;
      const path = join(folder, name);
      try {
        await mkdir(folder, { recursive: true });
        const file = await open(`${path}.part`, 'w');
        try {
          await file.writeFile(raw);
          await file.sync();
        } finally {
          await file.close();
        }
        if (!(await beforeEnd())) {
          return { kind: 'later', blame: 'letter', reply: 'it was broken off before its end' };
        }
        await rename(`${path}.part`, path);
        const recipients = [...envelope.to, ...envelope.copies].join(', ');
        return { kind: 'sent', reply: `written to ${name} for ${recipients}` };
      } catch (error) {
        const reply = error instanceof Error ? error.message : String(error);
        return { kind: 'later', blame: 'server', reply };
      }
    },
    close() {},
  };
}
