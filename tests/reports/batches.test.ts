import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchSize, cutForLanes } from '../../src/reports/batches.ts';

const lengths = (count: number, lanes: number) =>
  cutForLanes(Array.from({ length: count }), lanes).map(({ length }) => length);

describe('batches for lanes', () => {
  it('give each lane some at once, and keep as many back for whoever is done first', () => {
    expect(lengths(343, 2)).toEqual([87, 87, 85, 84]);
    expect(lengths(700, 2)).toEqual([180, 180, 85, 85, 85, 85]);
  });

  it('are not cut smaller than they are worth', () => {
    expect(lengths(0, 2)).toEqual([]);
    expect(lengths(19, 2)).toEqual([19]);
    expect(lengths(45, 2)).toEqual([23, 22]);
    expect(lengths(100, 2)).toEqual([50, 50]);
  });

  it('hold every item once, in order, and no more than a batch may', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.integer({ min: 1, max: 4 }), (count, lanes) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const batches = cutForLanes(items, lanes);
        expect(batches.flat()).toEqual(items);
        for (const batch of batches) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(batchSize);
        }
      }),
    );
  });
});
