import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { onOwnConnection } from '../../src/database/own-connection.ts';

let folder: string;
let database: DataSource;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-'));
  database = await openDatabase({ url: `sqlite:${join(folder, 'own.sqlite')}` });
});
afterEach(async () => {
  if (database.isInitialized) await database.destroy();
  await rm(folder, { recursive: true });
});

const connect = (): Promise<DataSource> => onOwnConnection(database, async ({ house }) => house);

describe('onOwnConnection', () => {
  it('uses one connection again and again, which is not that of the data source', async () => {
    const first = await connect();
    // Compared here: a data source is more than a test can show.
    expect(first === database).toBe(false);
    expect((await connect()) === first).toBe(true);
    expect(await first.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  });

  it('gives none to two at once, and keeps one of theirs', async () => {
    const both = Promise.withResolvers<void>();
    let inside = 0;
    const connectTogether = () =>
      onOwnConnection(database, async ({ house }) => {
        inside += 1;
        if (inside === 2) both.resolve();
        await both.promise;
        return house;
      });
    const [one, other] = await Promise.all([connectTogether(), connectTogether()]);
    expect(one === other).toBe(false);
    const open = [one, other].filter((each) => each.isInitialized);
    expect(open.length).toBe(1);
    expect((await connect()) === open[0]).toBe(true);
  });

  it('does not use one again on which something failed', async () => {
    let failed: DataSource | undefined;
    const failing = onOwnConnection(database, async ({ house }) => {
      failed = house;
      await house.query('BEGIN');
      throw new Error('half done');
    });
    await expect(failing).rejects.toThrow('half done');
    expect(failed?.isInitialized).toBe(false);
    const next = await connect();
    expect(next === failed).toBe(false);
    await next.query('BEGIN');
    await next.query('ROLLBACK');
  });

  it('gives what was done on one that cannot be kept, and closes it', async () => {
    let broken: DataSource | undefined;
    const result = await onOwnConnection(database, async ({ house }) => {
      broken = house;
      house.query = () => Promise.reject(new Error('the disk is gone'));
      return 'done';
    });
    expect(result).toBe('done');
    expect(broken?.isInitialized).toBe(false);
    expect((await connect()) === broken).toBe(false);
  });

  it('closes it with the data source, also where it comes back later', async () => {
    const kept = await connect();
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let late: DataSource | undefined;
    const working = onOwnConnection(database, async ({ house }) => {
      late = house;
      begun.resolve();
      await goOn.promise;
    });
    await begun.promise;
    expect(late === kept).toBe(true);
    await database.destroy();
    goOn.resolve();
    await working;
    expect(kept.isInitialized).toBe(false);
  });

  it('is the data source itself where the database is in memory', async () => {
    const memory = await openDatabase({ url: 'sqlite::memory:' });
    expect(await onOwnConnection(memory, async ({ house }) => house === memory)).toBe(true);
    expect(memory.isInitialized).toBe(true);
    await memory.destroy();
  });
});
