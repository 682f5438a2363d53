import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How long a file must have been left alone before its change is told: writers take several steps. */
const quietMs = 100;

/**
 * Tells of each change of a file, soon after the last step of it. Its folder is watched, for editors and deployments put a new
 * file, or a new link, in the place of the old one. Where folders cannot be watched it tells nothing.
 *
 * @returns stops it.
 */
export function watchFile(path: string, onChange: () => void): () => void {
  let quiet: NodeJS.Timeout | undefined;
  let last: string | undefined;
  let isStopped = false;

  const look = async (): Promise<void> => {
    const seen = await describe(path);
    if (isStopped || seen === last) return;
    last = seen;
    if (seen !== undefined) onChange();
  };
  const stop = (): void => {
    isStopped = true;
    clearTimeout(quiet);
    watcher?.close();
  };
  let watcher: ReturnType<typeof watch> | undefined;
  try {
    watcher = watch(dirname(path), { persistent: false }, () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => void look(), quietMs);
    });
    // The folder is gone, or the system watches too much already: whoever polls still finds changes.
    watcher.on('error', stop);
  } catch {
    return stop;
  }
  void describe(path).then((seen) => {
    last ??= seen;
  });
  return stop;
}

/** Which file it is, how long, and when it was written. `undefined` where there is none. */
async function describe(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}
