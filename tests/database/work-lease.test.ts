import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ClaimableRows,
  claimRows,
  keepClaims,
  leaseMs,
  releaseClaims,
  releaseLease,
  takeLease,
} from '../../src/database/work-lease.ts';
import { openTestDatabase, testDatabaseType } from '../open-test-database.ts';

const start = Date.parse('2026-07-01T12:00:00Z');
const at = (ms: number) => new Date(start + ms);

let database: DataSource;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.destroy());

describe('a lease', () => {
  it('is one worker’s until it runs out', async () => {
    expect(await takeLease(database, 'worker', { holder: 'a', now: at(0) })).toBe(true);
    expect(await takeLease(database, 'worker', { holder: 'b', now: at(1000) })).toBe(false);
    expect(await takeLease(database, 'worker', { holder: 'b', now: at(leaseMs - 1) })).toBe(false);
    expect(await takeLease(database, 'worker', { holder: 'b', now: at(leaseMs) })).toBe(true);
    expect(await takeLease(database, 'worker', { holder: 'a', now: at(leaseMs + 1) })).toBe(false);
  });

  it('is kept by who takes it again, and free when it is given back', async () => {
    await takeLease(database, 'worker', { holder: 'a', now: at(0) });
    expect(await takeLease(database, 'worker', { holder: 'a', now: at(20_000) })).toBe(true);
    expect(await takeLease(database, 'worker', { holder: 'b', now: at(leaseMs + 1) })).toBe(false);
    await releaseLease(database, 'worker', 'b');
    expect(await takeLease(database, 'worker', { holder: 'b', now: at(leaseMs + 2) })).toBe(false);
    await releaseLease(database, 'worker', 'a');
    expect(await takeLease(database, 'worker', { holder: 'b', now: at(leaseMs + 3) })).toBe(true);
  });
});

describe('claims of rows', () => {
  const rows: ClaimableRows = {
    table: 'webhook_event',
    key: 'id',
    ready: 'next_at <= ?',
    parameters: [at(0).toISOString()],
    order: 'next_at, id',
    limit: 2,
  };

  beforeEach(async () => {
    for (const id of ['1', '2', '3', '4', '5']) {
      await database.query(
        "INSERT INTO webhook_event (id, kind, run_id, url, body, created_at, attempts, next_at) VALUES (?, 'x', 'r', 'u', '{}', ?, 0, ?)",
        [id, at(-1).toISOString(), at(id === '5' ? 1000 : 0).toISOString()],
      );
    }
  });

  it('give each row to one worker, in order, as many as were asked for', async () => {
    const first = await claimRows(database, rows, { holder: 'a', now: at(0) });
    const second = await claimRows(database, rows, { holder: 'b', now: at(0) });
    expect(first.toSorted()).toEqual(['1', '2']);
    expect(second.toSorted()).toEqual(['3', '4']);
    expect(await claimRows(database, rows, { holder: 'c', now: at(0) })).toEqual([]);
  });

  it('are free again when the worker has not been heard of for a lease', async () => {
    await claimRows(database, rows, { holder: 'a', now: at(0) });
    await claimRows(database, rows, { holder: 'b', now: at(0) });
    await keepClaims(database, 'webhook_event', { holder: 'b', now: at(10_000) });
    const free = await claimRows(
      database,
      { ...rows, limit: 9 },
      { holder: 'c', now: at(leaseMs) },
    );
    expect(free.toSorted()).toEqual(['1', '2']);
  });

  it('are not kept by a worker that woke up too late', async () => {
    await claimRows(database, rows, { holder: 'a', now: at(0) });
    await keepClaims(database, 'webhook_event', { holder: 'a', now: at(leaseMs) });
    const free = await claimRows(database, rows, { holder: 'b', now: at(leaseMs) });
    expect(free.toSorted()).toEqual(['1', '2']);
  });

  it('can be given back', async () => {
    await claimRows(database, rows, { holder: 'a', now: at(0) });
    await releaseClaims(database, 'webhook_event', 'a');
    expect((await claimRows(database, rows, { holder: 'b', now: at(1) })).toSorted()).toEqual([
      '1',
      '2',
    ]);
  });

  it.runIf(testDatabaseType === 'postgres')('pass rows over that another is claiming', async () => {
    const runner = database.createQueryRunner();
    try {
      await runner.startTransaction();
      const held = await claimRows(runner, rows, { holder: 'a', now: at(0) });
      const others = await claimRows(database, { ...rows, limit: 9 }, { holder: 'b', now: at(0) });
      expect(held.toSorted()).toEqual(['1', '2']);
      expect(others.toSorted()).toEqual(['3', '4']);
      await runner.rollbackTransaction();
    } finally {
      await runner.release();
    }
  });
});
