import type { MigrationClass } from './define-migration.ts';
import { DeliveryTables1783200000000 } from './delivery-tables.migration.ts';
import { FiguresTables1781100000000 } from './figures-tables.migration.ts';
import { FirstTables1780000000000 } from './first-tables.migration.ts';
import { ForgottenRemedies1782500000000 } from './forgotten-remedies.migration.ts';
import { FreezeLog1781200000000 } from './freeze-log.migration.ts';
import { HistoryTables1781000000000 } from './history-tables.migration.ts';
import { ImprovementsInOrder1783300000000 } from './improvements-in-order.migration.ts';
import { LetterLease1783500000000 } from './letter-lease.migration.ts';
import { PackedBodies1783400000000 } from './packed-bodies.migration.ts';
import { RunsTables1783000000000 } from './runs-tables.migration.ts';
import { SearchIndex1782000000000 } from './search-index.migration.ts';
import { WordingChanges1783100000000 } from './wording-changes.migration.ts';

/**
 * Every migration, oldest first. The number at the end of its name is its place in time, by which TypeORM orders
 * them. A migration that was released is never edited: it imports nothing that could change.
 */
export const migrations: readonly MigrationClass[] = [
  FirstTables1780000000000,
  HistoryTables1781000000000,
  FiguresTables1781100000000,
  FreezeLog1781200000000,
  SearchIndex1782000000000,
  ForgottenRemedies1782500000000,
  RunsTables1783000000000,
  WordingChanges1783100000000,
  DeliveryTables1783200000000,
  ImprovementsInOrder1783300000000,
  PackedBodies1783400000000,
  LetterLease1783500000000,
];

/** The names under which the database remembers them. */
export const migrationNames: readonly string[] = migrations.map(
  (Migration) => new Migration().name,
);
