import type { DataSource } from 'typeorm';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
import { createLetterThread } from '../../src/composition/letter-thread.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { installedReports } from '../../src/plugins/index.ts';

const silent = { error: () => {}, warn: () => {}, info: () => {} };

/** Everything put together on a database as `redress worker` does it: with a thread that helps with letters. */
export function assembleHouse(database: DataSource): Redress {
  const settings = parseSettings({ DATABASE_URL: `sqlite:${String(database.options.database)}` });
  const thread = createLetterThread(settings, installedReports, silent);
  return assembleRedress(database, 'http://127.0.0.1:4000', silent, undefined, { thread });
}
