import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource, Logger } from 'typeorm';
import { inject } from 'vitest';
import { openDatabase } from '../src/database/open-database.ts';
import { openPostgres, testDatabaseType } from './open-test-database.ts';

export interface SampleDatabaseOptions {
  /** Default: false, and the file that all tests share is opened for reading. True gives a copy of one's own. */
  writable?: boolean;
  logging?: boolean | Logger;
}

/** A database with the sample dataset, and how to be done with it. */
export interface SampleDatabase {
  dataSource: DataSource;
  /** For settings. */
  url: string;
  /** Closes it and, for a copy of one's own, deletes it. */
  close(): Promise<void>;
}

/** Path of the sample database that all tests share. Open it for reading only. */
export function sampleDatabasePath(): string {
  const sample = inject('sampleDatabase');
  if ('failure' in sample) throw new Error(`The sample could not be loaded: ${sample.failure}`);
  return sample.path;
}

/** Opens the sample database. Close it after the test. */
export async function openSampleDatabase(
  options: SampleDatabaseOptions = {},
): Promise<SampleDatabase> {
  const { writable = false, logging = false } = options;
  if (testDatabaseType === 'postgres') {
    const { dataSource, url } = await openPostgres('sample', { readOnly: !writable, logging });
    return { dataSource, url, close: () => dataSource.destroy() };
  }
  const folder = writable ? await mkdtemp(join(tmpdir(), 'redress-')) : null;
  const path = folder === null ? sampleDatabasePath() : join(folder, 'sample.sqlite');
  if (folder !== null) await copyFile(sampleDatabasePath(), path);
  const url = `sqlite:${path}`;
  const dataSource = await openDatabase({ url, readOnly: !writable, logging });
  return {
    dataSource,
    url,
    async close() {
      await dataSource.destroy();
      if (folder !== null) await rm(folder, { recursive: true });
    },
  };
}
