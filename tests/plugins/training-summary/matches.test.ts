import { describe, expect, it } from 'vitest';
import { findMostUpheld } from '../../../src/plugins/training-summary/match-words.ts';

describe('the subjects found at fault most', () => {
  it('are the three with most upheld, most first', () => {
    expect(
      findMostUpheld([
        { subject: 'HOUSING', upheld: 2 },
        { subject: 'OTHER', upheld: 1 },
        { subject: 'BENEFITS_AND_TAX', upheld: 9 },
        { subject: 'PLANNING_AND_DEVELOPMENT', upheld: 5 },
      ]).map(({ subject }) => subject),
    ).toEqual(['BENEFITS_AND_TAX', 'PLANNING_AND_DEVELOPMENT', 'HOUSING']);
  });

  it('are more than three where the third place is shared', () => {
    expect(
      findMostUpheld([
        { subject: 'HOUSING', upheld: 2 },
        { subject: 'OTHER', upheld: 2 },
        { subject: 'BENEFITS_AND_TAX', upheld: 9 },
        { subject: 'PLANNING_AND_DEVELOPMENT', upheld: 5 },
      ]),
    ).toHaveLength(4);
  });

  it('leave out what was not upheld or not published', () => {
    expect(
      findMostUpheld([
        { subject: 'HOUSING', upheld: 0 },
        { subject: 'OTHER', upheld: null },
      ]),
    ).toEqual([]);
  });
});
