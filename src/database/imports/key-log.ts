import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** So many keys are held in memory; more go to files. */
const windowSize = 50_000;

/** Over so many files keys are spread, each of which is then looked through by itself. */
const parts = 64;

/**
 * Finds keys that stand in a file twice, in memory that does not grow with the file: keys are looked up in a window of
 * the latest, and a window that is full is spread over temporary files by a hash of the key, so that equal keys meet in
 * one of them.
 */
export class KeyLog {
  #window = new Map<string, number>();
  #spill: Spill | null = null;

  /** The line on which the key stood before, where that is known already. */
  add(key: string, line: number): number | undefined {
    const first = this.#window.get(key);
    if (first === undefined) this.#window.set(key, line);
    return first;
  }

  /** Makes room. Within one portion every key that comes again is found by `add`. */
  endPortion(): void {
    if (this.#window.size < windowSize) return;
    this.#spill ??= new Spill();
    this.#spill.write(this.#window);
    this.#window = new Map();
  }

  /** After the last key: those that came again in another window. */
  *findLate(): Generator<{ key: string; line: number; firstLine: number }> {
    if (this.#spill === null) return;
    this.#spill.write(this.#window);
    this.#window = new Map();
    for (let part = 0; part < parts; part += 1) yield* this.#spill.repeated(part);
  }

  /** Takes temporary files away. */
  close(): void {
    this.#spill?.close();
    this.#spill = null;
  }
}

const prefix = 'redress-import-';

/** No import takes so long: a folder of that age was left by one that was killed. */
const abandonedMs = 24 * 60 * 60 * 1000;

/** Takes away what imports that were killed have left in the folder for temporary files. */
export function removeAbandonedKeys(folder = tmpdir(), now = Date.now()): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix)) continue;
    const path = join(folder, entry.name);
    try {
      if (now - statSync(path).mtimeMs > abandonedMs) rmSync(path, { recursive: true });
    } catch {
      // Another import was quicker, or it is somebody else's: not ours to mind.
    }
  }
}

/** Keys in temporary files, each with its line. */
class Spill {
  readonly #folder = makeFolder();
  readonly #files = Array.from({ length: parts }, (_, part) =>
    openSync(this.#path(part), 'a', 0o600),
  );

  write(keys: ReadonlyMap<string, number>): void {
    const texts: string[] = Array(parts).fill('');
    for (const [key, line] of keys) texts[hash(key) % parts] += `${line} ${JSON.stringify(key)}\n`;
    for (const [part, text] of texts.entries()) {
      const file = this.#files[part];
      if (file !== undefined && text !== '') writeSync(file, text);
    }
  }

  *repeated(part: number): Generator<{ key: string; line: number; firstLine: number }> {
    const first = new Map<string, number>();
    for (const entry of readFileSync(this.#path(part), 'utf8').split('\n')) {
      if (entry === '') continue;
      const space = entry.indexOf(' ');
      const [line, key] = [Number(entry.slice(0, space)), entry.slice(space + 1)];
      const firstLine = first.get(key);
      if (firstLine === undefined) first.set(key, line);
      else yield { key: String(JSON.parse(key)), line, firstLine };
    }
  }

  close(): void {
    for (const file of this.#files) closeSync(file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #path(part: number): string {
    return join(this.#folder, `${part}.keys`);
  }
}

function makeFolder(): string {
  removeAbandonedKeys();
  return mkdtempSync(join(tmpdir(), prefix));
}

/** FNV-1a: spreads keys that look alike. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) {
    value = Math.imul(value ^ key.charCodeAt(at), 0x01000193);
  }
  return value >>> 0;
}
