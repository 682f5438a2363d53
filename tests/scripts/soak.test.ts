import { describe, expect, it } from 'vitest';
import { runSoak, type SoakSample, slopeOf } from '../../scripts/soak/run-soak.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';

describe('a server under mixed load', () => {
  it('holds no more handles and hardly more memory after than before', {
    timeout: 120_000,
  }, async () => {
    const samples = await runSoak({
      database: sampleDatabasePath(),
      rounds: 2,
      goesOn: (_sample, all) => all.length < 4,
    });
    const [, first, , last] = samples;
    expect(last?.requests).toBeGreaterThan(150);
    expect((last?.handles ?? 0) - (first?.handles ?? 0)).toBeLessThanOrEqual(2);
    // Caches still fill up; `npm run soak` goes on until they are full.
    expect((last?.heapMb ?? 0) - (first?.heapMb ?? 0)).toBeLessThan(15);
  });
});

describe('slopeOf', () => {
  const at = (hours: number, heapMb: number): SoakSample => ({
    hours,
    heapMb,
    handles: 0,
    requests: 0,
  });

  it('is how much a line through all grows in an hour', () => {
    expect(slopeOf([at(0, 10), at(0.5, 12), at(1, 14)])).toBeCloseTo(4);
    expect(slopeOf([at(0, 10), at(1, 10.5), at(2, 10)])).toBeCloseTo(0);
    expect(slopeOf([at(1, 10)])).toBe(0);
  });
});
