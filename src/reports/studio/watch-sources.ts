import { createHash } from 'node:crypto';
import { type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';

const isSource = (path: string) =>
  /\.(?:[cm]?[jt]s|json|graphql)$/.test(path) && !/(?:^|[\\/])(?:node_modules|\.)/.test(path);

/** Milliseconds of quiet after which a change counts as saved: editors write a file in several steps. */
const quietMs = 20;

/** The source files below folders, sorted. */
export function listSources(folders: readonly string[]): string[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(isSource)
      .map((path) => join(folder, path)),
  );
  return [...new Set(files)].toSorted();
}

/**
 * Tells when the content of source files below folders has changed: once a change, however many steps it was written in,
 * and not when a file is saved as it was.
 *
 * @returns What ends the watching.
 */
export function watchSources(folders: readonly string[], onChange: () => void): () => void {
  let known = hashSources(folders);
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    follow();
    const now = hashSources(folders);
    if (now === known) return;
    known = now;
    onChange();
  };
  const notice = () => {
    clearTimeout(timer);
    timer = setTimeout(look, quietMs);
  };
  // Folder by folder: Node's own recursive watching loses a file on Linux once another was renamed into its place.
  const watchers = new Map<string, FSWatcher>();
  const follow = () => {
    for (const folder of listFolders(folders)) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, notice);
      watcher.on('error', () => watchers.delete(folder)); // the folder has gone
      watchers.set(folder, watcher);
    }
  };
  follow();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

function listFolders(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => [
    folder,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/[\\/](?:node_modules|\.)/.test(path.slice(folder.length))),
  ]);
}

function hashSources(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of listSources(folders)) {
    try {
      hash.update(file).update('\0').update(readFileSync(file));
    } catch {
      hash.update('gone'); // between listing and reading
    }
  }
  return hash.digest('hex');
}
