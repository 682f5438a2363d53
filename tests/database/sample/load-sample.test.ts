import type { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../src/database/dialect.ts';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import {
  isSampleLoaded,
  isSampleWanted,
  loadSample,
} from '../../../src/database/sample/load-sample.ts';
import { openSampleDatabase } from '../../open-sample-database.ts';
import { openEmptyDatabase } from '../../open-test-database.ts';

describe('loadSample', () => {
  it('does nothing where it was loaded before', async () => {
    const { dataSource, close } = await openSampleDatabase({ writable: true });
    try {
      expect(await isSampleWanted(dataSource)).toBe(false);
      expect(await isSampleLoaded(dataSource)).toBe(true);
      expect(await loadSample(dataSource)).toEqual({ loaded: false, counts: {} });
    } finally {
      await close();
    }
  });

  it('leaves nothing behind when it is interrupted, and does it all the next time', async () => {
    const dataSource = await openEmptyDatabase();
    try {
      await migrateDatabase(dataSource);
      const migrated = await readIndexes(dataSource);
      const stop = (phase: string) => {
        if (phase === 'recommendations') throw new Error('the lights went out');
      };
      await expect(
        loadSample(dataSource, { onProgress: ({ phase }) => stop(phase) }),
      ).rejects.toThrow('the lights went out');
      expect(await isSampleWanted(dataSource)).toBe(true);
      expect(await isSampleLoaded(dataSource)).toBe(false);
      expect(await dataSource.query('SELECT COUNT(*) AS count FROM decision')).toEqual([
        { count: 0 },
      ]);

      const phases = new Map<string, { done: number; total: number }>();
      const loaded = await loadSample(dataSource, {
        onProgress: ({ phase, done, total }) => phases.set(phase, { done, total }),
      });
      expect(loaded.loaded).toBe(true);
      expect(loaded.counts.councils).toBe(350);
      for (const [phase, { done, total }] of phases) {
        expect(done, phase).toBe(total);
        expect(loaded.counts[phase], phase).toBe(total);
      }
      expect(await isSampleLoaded(dataSource)).toBe(true);
      // Indexes of empty tables are made when these are full: all of them must be back.
      expect(migrated.length).toBeGreaterThanOrEqual(8);
      expect(await readIndexes(dataSource)).toEqual(migrated);
    } finally {
      await dataSource.destroy();
    }
    // Two whole loads, on a machine that may have other work.
  }, 300_000);
});

async function readIndexes(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  const indexes = await dialectOf(runner).readIndexes(runner, 'decision');
  await runner.release();
  return indexes.map((index) => JSON.stringify(index)).toSorted();
}
