import { describe, expect, it } from 'vitest';
import {
  createConnection,
  formatCursor,
  parsePage,
} from '../../../src/resolvers/common/pagination.ts';

describe('parsePage', () => {
  it('reads back the key that a cursor was made of', () => {
    const after = formatCursor(['Müller', null, 3], 'councils:NAME');
    expect(parsePage({ first: 5, after }, 'councils:NAME')).toEqual({
      first: 5,
      after: ['Müller', null, 3],
    });
  });

  it('begins at the start without a cursor', () => {
    expect(parsePage({ first: 5, after: null }, 'x')).toEqual({ first: 5, after: null });
  });

  it.each([0, -1, 101])('refuses a page of %i', (first) => {
    expect(() => parsePage({ first }, 'x')).toThrow(
      `"first" must be a number from 1 to 100, but got ${first}.`,
    );
  });

  it('refuses a cursor of another order', () => {
    const after = formatCursor([1], 'by size');
    expect(() => parsePage({ first: 5, after }, 'by name')).toThrow(
      `"after" must be a cursor from this list in this order (pageInfo.endCursor), but got "${after}".`,
    );
  });

  it.each(['', 'nonsense', 'W10', Buffer.from('["x",{}]').toString('base64url')])(
    'refuses the cursor "%s"',
    (after) => {
      expect(() => parsePage({ first: 5, after }, 'x')).toThrow('"after" must be a cursor');
    },
  );
});

describe('createConnection', () => {
  it('tells by one row more that another page follows, and does not give it', () => {
    const page = { first: 2, after: null };
    const connection = createConnection([1, 2, 3], page, String, () => 3);
    expect(connection.nodes).toEqual([1, 2]);
    expect(connection.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: '1',
      endCursor: '2',
    });
  });

  it('has no cursors when it is empty', () => {
    const connection = createConnection([], { first: 2, after: ['x'] }, String, () => 0);
    expect(connection.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
  });
});
