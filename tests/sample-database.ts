import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import 'reflect-metadata';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The loaded sample database, or why it could not be loaded. */
    sampleDatabase: { path: string } | { failure: string };
  }
}

/** What the sample database is made from: when none of it changes, the database of the last run is used again. */
const madeFrom = ['src/database', 'src/schema', 'data'];
const folder = 'node_modules/.cache/redress';

/** Loads the sample dataset once for all tests. A failure is told to the tests that want the database, not to all. */
export default async function setup(project: TestProject): Promise<void> {
  try {
    project.provide('sampleDatabase', { path: await prepareSampleDatabase() });
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    project.provide('sampleDatabase', { failure });
  }
}

/** Path of a file that holds the migrated database with the sample dataset. Never written to again. */
export async function prepareSampleDatabase(): Promise<string> {
  const path = resolve(folder, `sample-${await hashSources()}.sqlite`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  await removeOldDatabases();
  const unfinished = `${path}.${process.pid}.tmp`;
  const { openDatabase } = await import('../src/database/open-database.ts');
  const { migrateDatabase } = await import('../src/database/migrate-database.ts');
  const { loadSample } = await import('../src/database/sample/load-sample.ts');
  const dataSource = await openDatabase({ url: `sqlite:${unfinished}` });
  try {
    await migrateDatabase(dataSource);
    await loadSample(dataSource);
    // Into one file without a log beside it, so that it can be copied and opened by many.
    await dataSource.query('PRAGMA wal_checkpoint(TRUNCATE)');
    await dataSource.query('PRAGMA journal_mode = DELETE');
  } finally {
    await dataSource.destroy();
  }
  await rename(unfinished, path);
  return path;
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of madeFrom) {
    const names = await readdir(source, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).toSorted()) {
      hash.update(path).update(await readFile(path));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Keeps the few newest: another checkout or run may be using them. */
async function removeOldDatabases(): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('sample-'));
  const kept = 12;
  if (names.length <= kept) return;
  const { stat } = await import('node:fs/promises');
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = dated.toSorted((a, b) => b.at - a.at).slice(kept);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}
