import { resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { DatabaseTooNewError, DatabaseUnavailableError } from './database-errors.ts';
import { parseDatabaseUrl } from './database-url.ts';
import {
  asDatabases,
  closeDatabases,
  type Databases,
  eachOnce,
  forEachOwner,
  type TableOwner,
  tableOwners,
} from './databases.ts';
import { migrateDatabase } from './migrate-database.ts';
import { openDatabase } from './open-database.ts';
import { nameOfPostgres } from './postgres-driver.ts';
import { mendCouncilCopies } from './rollups/council-copies.ts';
import { inMemory } from './sqlite-driver.ts';

/** Where the databases are. */
export interface DatabaseUrls {
  /** Of the house, and of every subgraph that has none of its own. */
  databaseUrl: string;
  /** Of subgraphs that have one of their own. Default: none has. */
  subgraphDatabases?: Readonly<Partial<Record<Exclude<TableOwner, 'house'>, string>>>;
}

/**
 * Opens the database of each owner. Several URLs of one place are one database: it is opened once.
 *
 * @throws DatabaseUnavailableError that names the subgraph and its setting; none is left open then.
 */
export async function openDatabases(urls: DatabaseUrls): Promise<Databases> {
  const opened = new Map<string, DataSource>();
  const places = new Map<TableOwner, string>();
  try {
    // The house first: what stands wrong there stands wrong for all that have no database of their own.
    for (const owner of tableOwners.toReversed()) {
      const url = urlOf(urls, owner);
      await nameSetting(urls, owner, async () => {
        const place = placeOf(url);
        places.set(owner, place);
        if (!opened.has(place)) opened.set(place, await openDatabase({ url }));
      });
    }
  } catch (error) {
    for (const database of opened.values()) await database.destroy();
    throw error;
  }
  return forEachOwner((owner) => {
    const database = opened.get(places.get(owner) ?? '');
    if (database === undefined) throw new Error(`No database was opened for ${owner}.`);
    return database;
  });
}

/** The URL of each database once, that of the house first, with those who have tables in it. */
export function listDatabases(
  urls: DatabaseUrls,
): readonly { url: string; owners: readonly TableOwner[] }[] {
  const found = new Map<string, { url: string; owners: TableOwner[] }>();
  for (const owner of tableOwners.toReversed()) {
    const url = urlOf(urls, owner);
    const known = found.get(placeOf(url));
    if (known === undefined) found.set(placeOf(url), { url, owners: [owner] });
    else known.owners.push(owner);
  }
  return [...found.values()];
}

/** What was done to one database. */
export interface MigratedDatabase {
  owners: readonly TableOwner[];
  /** Names of the migrations that were run, oldest first. */
  names: readonly string[];
}

/**
 * Brings each database up to date: it gets the tables of those that live in it, and what they remember of councils is
 * made alike to the councils.
 *
 * @throws DatabaseTooNewError, DatabaseUnavailableError that name the subgraph and its setting.
 */
export async function migrateDatabases(
  given: DataSource | Databases,
  urls?: DatabaseUrls,
): Promise<readonly MigratedDatabase[]> {
  const migrated: MigratedDatabase[] = [];
  for (const { thing, owners } of eachOnce(asDatabases(given))) {
    const owner = owners.at(-1) ?? 'house';
    const migrate = () => migrateDatabase(thing, owners);
    const names = await (urls ? nameSetting(urls, owner, migrate) : migrate());
    migrated.push({ owners, names });
  }
  await mendCouncilCopies(given);
  return migrated;
}

/** Opens the databases and brings each up to date. */
export async function openMigratedDatabases(urls: DatabaseUrls): Promise<Databases> {
  const databases = await openDatabases(urls);
  try {
    await migrateDatabases(databases, urls);
    return databases;
  } catch (error) {
    await closeDatabases(databases);
    throw error;
  }
}

/** The URL of an owner's database. */
export function urlOf({ databaseUrl, subgraphDatabases }: DatabaseUrls, owner: TableOwner): string {
  return (owner === 'house' ? undefined : subgraphDatabases?.[owner]) ?? databaseUrl;
}

/** The same for two URLs of one database: its file, or its server and name. */
function placeOf(url: string): string {
  const address = parseDatabaseUrl(url);
  if (address.type !== 'sqlite') return nameOfPostgres(address);
  return address.path === inMemory ? url : `sqlite:${resolve(address.path)}`;
}

/** A database as messages may name it: without user and password. */
export function nameOfDatabase(url: string): string {
  const address = parseDatabaseUrl(url);
  return address.type === 'sqlite' ? url : nameOfPostgres(address);
}

/** Lets errors of a subgraph's own database say so: they speak of DATABASE_URL otherwise. */
async function nameSetting<T>(
  { subgraphDatabases }: DatabaseUrls,
  owner: TableOwner,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (owner === 'house' || subgraphDatabases?.[owner] === undefined) throw error;
    const named = (message: string) =>
      message
        .replace(/^\[database\]/, `[database:${owner}]`)
        .replaceAll('DATABASE_URL', `REDRESS_DATABASE_${owner.toUpperCase()}`);
    if (error instanceof DatabaseUnavailableError) {
      throw new DatabaseUnavailableError(named(error.message), { cause: error.cause });
    }
    if (error instanceof DatabaseTooNewError) {
      throw new DatabaseTooNewError(named(error.message), error.migrations);
    }
    throw error;
  }
}
