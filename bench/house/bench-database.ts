import type { DataSource } from 'typeorm';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { isSampleWanted, loadSample } from '../../src/database/sample/load-sample.ts';

/** The sample dataset in a file of the benchmarks' own, loaded once. */
export async function openBenchDatabase(): Promise<DataSource> {
  const database = await openDatabase({ url: 'sqlite:var/bench.sqlite' });
  await migrateDatabase(database);
  if (await isSampleWanted(database)) {
    process.stdout.write('  loading the sample dataset into var/bench.sqlite …\n');
    await loadSample(database);
  }
  return database;
}
