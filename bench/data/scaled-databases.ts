import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { loadSample } from '../../src/database/sample/load-sample.ts';
import { startCluster } from '../../tests/postgres/cluster.ts';
import { prepareSampleDatabase } from '../../tests/sample-database.ts';
import { multiplyCasework } from './multiply-casework.ts';

/** Databases of one kind, each with the sample's casework so many times. */
export interface ScaledDatabases {
  /** `SQLite` or `PostgreSQL`. */
  kind: string;
  open(times: number): Promise<DataSource>;
  /** Deletes what was made. */
  close(): Promise<void>;
}

/** Files in a folder of their own. */
export async function scaleSqlite(): Promise<ScaledDatabases> {
  const sample = await prepareSampleDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  return {
    kind: 'SQLite',
    async open(times) {
      const path = join(folder, `${times}.sqlite`);
      await copyFile(sample, path);
      const database = await openDatabase({ url: `sqlite:${path}` });
      // A bench that is broken off leaves nothing: no log is needed to take anything back.
      await database.query('PRAGMA journal_mode = OFF');
      await database.query('PRAGMA synchronous = OFF');
      await multiplyCasework(database, times, tell('SQLite', times));
      await database.destroy();
      return openDatabase({ url: `sqlite:${path}` });
    },
    close: () => rm(folder, { recursive: true }),
  };
}

/** Room as a small server has it, and nothing written twice while the databases are made. */
const serverSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
  shared_buffers: '1GB',
  maintenance_work_mem: '512MB',
};

/** Databases of a server of our own. */
export async function scalePostgres(): Promise<ScaledDatabases> {
  const cluster = await startCluster(serverSettings);
  const admin = await openDatabase({ url: cluster.url('postgres') });
  await admin.query('CREATE DATABASE sample');
  const sample = await openDatabase({ url: cluster.url('sample') });
  await migrateDatabase(sample);
  await loadSample(sample);
  await sample.destroy();
  return {
    kind: 'PostgreSQL',
    async open(times) {
      await admin.query(`CREATE DATABASE times_${times} TEMPLATE sample`);
      const patient = await openDatabase({
        url: `${cluster.url(`times_${times}`)}?statement_timeout_ms=0`,
      });
      await multiplyCasework(patient, times, tell('PostgreSQL', times));
      await patient.destroy();
      return openDatabase({ url: cluster.url(`times_${times}`) });
    },
    async close() {
      await admin.destroy();
      await cluster.stop();
    },
  };
}

/** Says what is being made, which takes minutes at a hundred times the data. */
function tell(kind: string, times: number): (what: string) => void {
  const start = performance.now();
  let told = start;
  return (what) => {
    const now = performance.now();
    if (times === 1 || (now - told < 5000 && !what.startsWith('council_figure'))) return;
    told = now;
    const seconds = Math.round((now - start) / 1000);
    process.stdout.write(`  ${kind}, ${times} times the sample: ${what} after ${seconds} s\n`);
  };
}
