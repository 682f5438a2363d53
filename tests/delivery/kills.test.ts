import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { testKills } from './kill-cases.ts';

testKills('SQLite', 1, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'redress-kills-'));
  const url = `sqlite:${join(folder, 'redress.sqlite')}`;
  const database = await openDatabase({ url });
  await migrateDatabase(database);
  await database.destroy();
  return { url, drop: () => rm(folder, { recursive: true }) };
});
