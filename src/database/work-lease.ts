import type { DataSource, QueryRunner } from 'typeorm';
import { dialectOf } from './dialect.ts';
import type { SqlValue } from './sql.ts';

/** Where claims are kept: a data source, or the runner of a transaction. */
export type ClaimStore = DataSource | QueryRunner;

/** How long work belongs to whoever claimed it. It is free again afterwards, so that a worker's death loses nothing. */
export const leaseMs = 30_000;

/** How often a worker that lives says so. */
export const heartbeatMs = 10_000;

/** Who claims, and by which clock. */
export interface Claimant {
  /** Names the process: no two may have the same. */
  readonly holder: string;
  readonly now: Date;
  /** Default: 30 seconds. */
  readonly leaseMs?: number;
}

/** Rows of a table with the columns `lease_holder` and `lease_until`. */
export interface ClaimableRows {
  readonly table: string;
  /** Column of the key. */
  readonly key: string;
  /** Condition in SQL for rows that are to be worked on. */
  readonly ready: string;
  readonly parameters: readonly SqlValue[];
  /** Columns by which they are taken. */
  readonly order: string;
  readonly limit: number;
}

/**
 * Takes the right to do what one worker at a time does, or keeps it.
 *
 * @returns whether it is ours now. It is another's while that one lives: until its lease has run out.
 */
export async function takeLease(
  store: ClaimStore,
  name: string,
  claimant: Claimant,
): Promise<boolean> {
  const { holder, now } = claimant;
  const rows = await returned(
    store,
    `WITH wanted AS (SELECT CAST(? AS varchar) AS name, CAST(? AS varchar) AS holder, CAST(? AS varchar) AS until)
     INSERT INTO work_lease (name, lease_holder, lease_until) SELECT name, holder, until FROM wanted WHERE TRUE
     ON CONFLICT (name) DO UPDATE SET lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
     WHERE work_lease.lease_until <= ? OR work_lease.lease_holder = excluded.lease_holder
     RETURNING name`,
    [name, holder, leaseUntil(claimant), now.toISOString()],
  );
  return rows.length > 0;
}

/** Gives the right back. */
export async function releaseLease(store: ClaimStore, name: string, holder: string): Promise<void> {
  await store.query('DELETE FROM work_lease WHERE name = ? AND lease_holder = ?', [name, holder]);
}

/**
 * Claims rows that nobody else works on, in one statement. On PostgreSQL rows that another is claiming at this moment
 * are passed over, not waited for.
 *
 * @returns their keys.
 */
export async function claimRows(
  store: ClaimStore,
  { table, key, ready, parameters, order, limit }: ClaimableRows,
  claimant: Claimant,
): Promise<string[]> {
  const isFree = `${ready} AND (lease_until IS NULL OR lease_until <= ?)`;
  // Mostly there is nothing. Then nothing is written either, for which SQLite would have to wait for other writers.
  const any: unknown[] = await store.query(`SELECT 1 FROM ${table} WHERE ${isFree} LIMIT 1`, [
    ...parameters,
    claimant.now.toISOString(),
  ]);
  if (any.length === 0) return [];
  const rows = await returned(
    store,
    `WITH free AS (
       SELECT ${key} FROM ${table}
       WHERE ${isFree}
       ORDER BY ${order} LIMIT ${Math.max(0, Math.trunc(limit))} ${dialectOf(store).skipLocked}
     )
     UPDATE ${table} SET lease_holder = ?, lease_until = ? WHERE ${key} IN (SELECT ${key} FROM free)
     RETURNING ${key}`,
    [...parameters, claimant.now.toISOString(), claimant.holder, leaseUntil(claimant)],
  );
  return rows.map((row) => String(row[key]));
}

/** Says that the holder lives: its claims hold for another lease. */
export async function keepClaims(
  store: ClaimStore,
  table: string,
  claimant: Claimant,
): Promise<void> {
  await store.query(
    `UPDATE ${table} SET lease_until = ? WHERE lease_holder = ? AND lease_until > ?`,
    [leaseUntil(claimant), claimant.holder, claimant.now.toISOString()],
  );
}

/** Gives back what the holder claimed and did not do. */
export async function releaseClaims(
  store: ClaimStore,
  table: string,
  holder: string,
): Promise<void> {
  await store.query(
    `UPDATE ${table} SET lease_holder = NULL, lease_until = NULL WHERE lease_holder = ?`,
    [holder],
  );
}

/** When the claimant's lease runs out: ISO 8601, UTC. */
export function leaseUntil({ now, leaseMs: ms = leaseMs }: Claimant): string {
  return new Date(now.getTime() + ms).toISOString();
}

/** Rows that a statement gives which also writes. PostgreSQL's come with their number. */
async function returned(
  store: ClaimStore,
  statement: string,
  parameters: readonly SqlValue[],
): Promise<Record<string, unknown>[]> {
  const result: unknown = await store.query(statement, [...parameters]);
  const rows: unknown = Array.isArray(result) && Array.isArray(result[0]) ? result[0] : result;
  return Array.isArray(rows) ? rows : [];
}
