import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { DataSource, QueryRunner } from 'typeorm';
import { dataFolder } from '../data-folder.ts';
import { asDatabases, type Databases } from '../databases.ts';
import { readEditions } from '../editions/read-editions.ts';
import { writeEditions } from '../editions/write-editions.ts';
import { readCsvRecords } from '../imports/csv-records.ts';
import { importRecords } from '../imports/import-file.ts';
import type { ImportKindName } from '../imports/import-kinds.ts';
import { inWriteTransaction } from '../write-transaction.ts';
import { writeLetters } from './letters.ts';
import { readSampleCouncils } from './sample-council.ts';
import { createSampleFiles } from './sample-files.ts';

/** How far the sample is loaded. */
export interface SampleProgress {
  /** What is being loaded now, for example `decisions`. */
  phase: string;
  /** Rows of the phase so far. */
  done: number;
  /** Rows of the phase. */
  total: number;
}

export interface LoadSampleOptions {
  onProgress?: (progress: SampleProgress) => void;
}

export interface LoadedSample {
  /** False when the sample had been loaded before: nothing was done then. */
  loaded: boolean;
  /** Rows loaded, by kind. */
  counts: Readonly<Record<string, number>>;
}

/** Changes whenever the rows of the sample do. */
const sampleVersion = '1';

/** Files of facts in `data/`, in an order in which each finds what it refers to. */
const factKinds: readonly ImportKindName[] = [
  'councils',
  'published-figures',
  'published-averages',
];

/**
 * Loads the sample dataset: the facts of `data/` (councils, published figures and averages, editions) and made-up
 * officers, casework, training and letters, through the same imports as any file. The database must be migrated.
 *
 * It is one transaction: when it is interrupted nothing is there, and the next call does it all.
 */
export function loadSample(
  database: DataSource | Databases,
  options: LoadSampleOptions = {},
): Promise<LoadedSample> {
  return inWriteTransaction(database, async (runners) => {
    if (await isLoaded(runners.house)) return { loaded: false, counts: {} };
    const counts: Record<string, number> = {};
    const report = (phase: string, done: number, total: number) =>
      options.onProgress?.({ phase, done, total });

    for (const kind of factKinds) {
      const path = join(dataFolder, `${kind}.csv`);
      const records = readCsvRecords(createReadStream(path));
      const { rows } = await importRecords(runners, kind, { name: `data/${kind}.csv`, records });
      counts[kind] = rows;
      report(kind, rows, rows);
    }
    const editions = await readEditions(join(dataFolder, 'editions'));
    await writeEditions(runners.reports, editions);
    counts.editions = editions.length;

    for (const file of createSampleFiles(await readSampleCouncils(dataFolder))) {
      const { rows } = await importRecords(runners, file.kind, {
        name: `sample ${file.kind}`,
        records: file.records,
        onRows: (done) => report(file.kind, done, file.rows),
      });
      counts[file.kind] = rows;
    }
    counts.letters = await writeLetters(runners);
    report('letters', counts.letters, counts.letters);
    await runners.house.query('INSERT INTO loaded_dataset (name, version) VALUES (?, ?)', [
      'sample',
      sampleVersion,
    ]);
    return { loaded: true, counts };
  });
}

/** Whether the sample was loaded. */
export async function isSampleLoaded(database: DataSource | Databases): Promise<boolean> {
  return isLoaded(asDatabases(database).house);
}

/** Whether the database holds no council yet, so that a first start loads the sample. */
export async function isSampleWanted(database: DataSource | Databases): Promise<boolean> {
  const { councils } = asDatabases(database);
  const rows: unknown[] = await councils.query('SELECT 1 FROM council LIMIT 1');
  return rows.length === 0;
}

async function isLoaded(database: DataSource | QueryRunner): Promise<boolean> {
  const rows: unknown[] = await database.query('SELECT 1 FROM loaded_dataset WHERE name = ?', [
    'sample',
  ]);
  return rows.length > 0;
}
