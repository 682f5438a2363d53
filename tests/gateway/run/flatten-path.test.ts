import { describe, expect, it } from 'vitest';
import {
  collectObjects,
  collectPaths,
  compileFlattenPath,
} from '../../../src/gateway/run/flatten-path.ts';
import type { SupergraphTypes } from '../../../src/gateway/supergraph/supergraph-types.ts';

const types: SupergraphTypes = {
  subgraphs: [],
  possibleTypes: (name) => new Set(name === 'Item' ? ['Book', 'Film'] : [name]),
};
const data = {
  rows: [
    [{ __typename: 'Book', maker: { id: 1 } }, null],
    [{ __typename: 'Tool', maker: { id: 2 } }, { maker: { id: 3 } }],
  ],
  one: { __typename: 'Film', maker: null },
};

describe('a flatten path', () => {
  it('spreads nested lists, passes over null and lets types through', () => {
    const path = compileFlattenPath(
      [{ Field: 'rows' }, '@', '@', { TypeCondition: ['Item'] }, { Field: 'maker' }],
      types,
    );
    // An object that does not say its type passes.
    expect(collectObjects(data, path)).toEqual([{ id: 1 }, { id: 3 }]);
    expect(collectPaths(data, path)).toEqual([
      ['rows', 0, 0, 'maker'],
      ['rows', 1, 1, 'maker'],
    ]);
  });

  it('finds nothing behind null and nothing in what is missing', () => {
    const behindNull = compileFlattenPath([{ Field: 'one' }, { Field: 'maker' }], types);
    const missing = compileFlattenPath([{ Field: 'none' }, { Field: 'maker' }], types);
    expect([collectObjects(data, behindNull), collectObjects(data, missing)]).toEqual([[], []]);
  });
});
