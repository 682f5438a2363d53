import { DataSource, type QueryRunner } from 'typeorm';

/** Whose tables there are: each subgraph's, and those of the house itself (API keys, which dataset was loaded). */
export const tableOwners = [
  'reports',
  'training',
  'recommendations',
  'decisions',
  'councils',
  'house',
] as const;
export type TableOwner = (typeof tableOwners)[number];

/** Where the tables of each owner are. Owners that share a database share its data source. */
export type Databases = Readonly<Record<TableOwner, DataSource>>;

/** What holds the transaction in the database of each owner. Owners that share a database share its transaction. */
export type Runners = Readonly<Record<TableOwner, QueryRunner>>;

/** Gives each owner its own of something. */
export function forEachOwner<T>(give: (owner: TableOwner) => T): Readonly<Record<TableOwner, T>> {
  return {
    reports: give('reports'),
    training: give('training'),
    recommendations: give('recommendations'),
    decisions: give('decisions'),
    councils: give('councils'),
    house: give('house'),
  };
}

/** The databases themselves, or one that everybody shares. */
export function asDatabases(given: DataSource | Databases): Databases {
  return given instanceof DataSource ? forEachOwner(() => given) : given;
}

/** One of several different things, and who shares it. */
export interface Shared<T> {
  thing: T;
  owners: readonly TableOwner[];
}

/**
 * Each database, data source or runner once, with its owners, in the order in which transactions are committed: that of
 * the house last, and before it that of councils, by which it is told whether a database is empty.
 */
export function eachOnce<T>(things: Readonly<Record<TableOwner, T>>): readonly Shared<T>[] {
  const owners = new Map<T, TableOwner[]>();
  for (const owner of tableOwners) {
    const thing = things[owner];
    const known = owners.get(thing) ?? [];
    // Taken out and put in again: the last owner decides where it stands.
    owners.delete(thing);
    owners.set(thing, [...known, owner]);
  }
  return [...owners].map(([thing, its]) => ({ thing, owners: its }));
}

/** Whether the tables are spread over several databases, so that no one transaction takes in all of them. */
export function isSpread(things: Readonly<Record<TableOwner, unknown>>): boolean {
  return eachOnce(things).length > 1;
}

/** Closes every database once. */
export async function closeDatabases(databases: Databases): Promise<void> {
  for (const { thing } of eachOnce(databases)) {
    if (thing.isInitialized) await thing.destroy();
  }
}
