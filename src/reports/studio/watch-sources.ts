import { createHash } from 'node:crypto';
import { type Dirent, type FSWatcher, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';

const isSource = (name: string) => /\.(?:[cm]?[jt]s|json|graphql)$/.test(name);
/** Installed packages and hidden folders hold thousands of files, none of them an author's. */
const isForeign = (name: string) => name === 'node_modules' || name.startsWith('.');

/** Milliseconds of quiet after which a change counts as saved: editors write a file in several steps. */
const quietMs = 20;

/** The source files below folders, sorted. */
export function listSources(folders: readonly string[]): string[] {
  return [...new Set(folders.flatMap((folder) => walk(folder).files))].toSorted();
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
    for (const folder of folders.flatMap((each) => walk(each).folders)) {
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

/** A folder's sources and the folders of it that may hold some, itself first. What is foreign is not looked into. */
function walk(folder: string): { folders: string[]; files: string[] } {
  const entries = readFolder(folder).filter(({ name }) => !isForeign(name));
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => walk(join(folder, name)));
  const files = entries
    .filter((entry) => !entry.isDirectory() && isSource(entry.name))
    .map(({ name }) => join(folder, name));
  return {
    folders: [folder, ...below.flatMap(({ folders }) => folders)],
    files: [...files, ...below.flatMap((each) => each.files)],
  };
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // it went while we looked
  }
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
