import type { DataSource } from 'typeorm';
import { createLetterThread } from '../../src/letter-thread.ts';
import { assembleRedress, type Redress } from '../../src/main.ts';
import { installedReports } from '../../src/plugins/index.ts';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const runs = { selfApproval: false, webhookUrls: [], webhookSecret: undefined };

/** Everything put together on a database as `redress start` does it, not listening: with a thread for letters. */
export function assembleHouse(database: DataSource): Redress {
  const thread = createLetterThread({ runs, reportPackages: [] }, installedReports, silent);
  return assembleRedress(database, 'http://127.0.0.1:4000', silent, undefined, { thread });
}
