import type { InlineFragmentRequiresNode } from '@graphql-hive/router-query-planner';
import { describe, expect, it } from 'vitest';
import { compileRepresentation } from '../../../src/gateway/run/representation.ts';
import { widenRequires } from '../../../src/gateway/run/widen-requires.ts';
import type { SupergraphTypes } from '../../../src/gateway/supergraph/supergraph-types.ts';

const types: SupergraphTypes = {
  subgraphs: [],
  possibleTypes: (name) => new Set(name === 'Item' ? ['Book', 'Film', 'Tool'] : [name]),
};
const key = [
  { kind: 'Field', name: '__typename' },
  { kind: 'Field', name: 'id' },
] as const;

describe('compileRepresentation', () => {
  it('reads by name and sends by alias', () => {
    const build = compileRepresentation(
      [
        {
          kind: 'InlineFragment',
          typeCondition: 'Book',
          selections: [
            ...key,
            {
              kind: 'Field',
              name: '_size',
              alias: 'size',
              selections: [{ kind: 'Field', name: 'width' }],
            },
          ],
        },
      ],
      types,
    );
    expect(build({ __typename: 'Book', id: 1, _size: { width: 2, height: 3 }, x: 4 })).toEqual({
      __typename: 'Book',
      id: 1,
      size: { width: 2 },
    });
    expect(build({ __typename: 'Book', id: 1, _size: null })).toEqual({
      __typename: 'Book',
      id: 1,
      size: null,
    });
  });

  it('gives none for another type and none when a field was lost', () => {
    const build = compileRepresentation(
      [{ kind: 'InlineFragment', typeCondition: 'Book', selections: [...key] }],
      types,
    );
    expect(build({ __typename: 'Film', id: 1 })).toBeUndefined();
    expect(build({ __typename: 'Book' })).toBeUndefined();
  });

  it('takes the objects of an interface, and an interface object for its objects', () => {
    const onItem = compileRepresentation(
      [{ kind: 'InlineFragment', typeCondition: 'Item', selections: [...key] }],
      types,
    );
    const onBook = compileRepresentation(
      [{ kind: 'InlineFragment', typeCondition: 'Book', selections: [...key] }],
      types,
    );
    expect(onItem({ __typename: 'Film', id: 1 })).toEqual({ __typename: 'Film', id: 1 });
    expect(onBook({ __typename: 'Item', id: 1 })).toEqual({ __typename: 'Item', id: 1 });
  });
});

describe('widenRequires', () => {
  const onBook: InlineFragmentRequiresNode = {
    kind: 'InlineFragment',
    typeCondition: 'Book',
    selections: [...key],
  };
  const onFilm: InlineFragmentRequiresNode = { ...onBook, typeCondition: 'Film' };

  it('makes equal requirements hold for the interface that is asked', () => {
    expect(widenRequires([onBook, onFilm], ['Item'], types)).toEqual([
      { ...onBook, typeCondition: 'Item' },
    ]);
  });

  it('leaves requirements that differ, and those of the asked types themselves', () => {
    const other: InlineFragmentRequiresNode = {
      ...onFilm,
      selections: [{ kind: 'Field', name: 'sku' }],
    };
    expect(widenRequires([onBook, other], ['Item'], types)).toEqual([onBook, other]);
    expect(widenRequires([onBook, onFilm], ['Book', 'Film'], types)).toEqual([onBook, onFilm]);
  });
});
