import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledPart, gatherBatch } from '../../../src/gateway/run/entity-batch.ts';
import { compileIdentities } from '../../../src/gateway/run/entity-identity.ts';
import { compileFlattenPath } from '../../../src/gateway/run/flatten-path.ts';
import { compileRepresentation } from '../../../src/gateway/run/representation.ts';
import type { SupergraphTypes } from '../../../src/gateway/supergraph/supergraph-types.ts';
import type { ResponseObject } from '../../../src/gateway/transports/subgraph-transport.ts';

const types: SupergraphTypes = {
  subgraphs: [],
  possibleTypes: (name) => new Set(name === 'Item' ? ['Book', 'Film'] : [name]),
};
const typeNames = ['Item', 'Book', 'Film', 'Tool'];
const names = ['id', 'a', 'b'];

const field = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('Field'), name: fc.constantFrom(...names) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'Field', name: '__typename' }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'Field', name: '_a', alias: 'a' }) },
  {
    weight: 1,
    arbitrary: fc.constant({
      kind: 'Field',
      name: 'b',
      selections: [{ kind: 'Field', name: 'id' }],
    }),
  },
);
const fragment = fc.record({
  kind: fc.constant('InlineFragment'),
  typeCondition: fc.constantFrom(...typeNames),
  selections: fc.array(field, { maxLength: 3 }),
});
const requires = fc.array(fragment, { minLength: 1, maxLength: 3 });

/** Few values, so that many are equal, and such as could be taken for each other. */
const value = fc.constantFrom<unknown>(
  1,
  11,
  '1',
  '11',
  '1:1',
  '',
  ';',
  true,
  'true',
  null,
  { id: 1 },
  [1],
);
const entity = fc.record(
  {
    __typename: fc.constantFrom(...typeNames),
    id: value,
    a: value,
    _a: value,
    b: value,
  },
  { requiredKeys: [] },
);

/** What is sent, and in which place, by the texts of representations alone. */
function gatherByText(targets: readonly ResponseObject[], part: CompiledPart) {
  const places = new Map<string, number>();
  const representations: ResponseObject[] = [];
  const positions = targets.map((target) => {
    const representation = part.build(target);
    if (representation === undefined) return -1;
    const text = JSON.stringify(representation);
    const place = places.get(text) ?? representations.push(representation) - 1;
    places.set(text, place);
    return place;
  });
  return { positions, representations };
}

describe('entities that are told apart by their fields', () => {
  it('are those whose representations differ, in their order', () => {
    fc.assert(
      fc.property(requires, fc.array(entity, { maxLength: 40 }), (selections, targets) => {
        const generated = selections as unknown as readonly RequiresSelection[];
        const part: CompiledPart = {
          responseKey: '_entities',
          variable: 'representations',
          paths: [compileFlattenPath([{ Field: 'all' }, '@'], types)],
          build: compileRepresentation(generated, types),
          identitiesOf: compileIdentities(generated, types),
          inputRewrites: [],
          outputRewrites: [],
          renamed: new Map(),
          shares: false,
        };
        const { positions, representations } = gatherBatch({ all: targets }, part);
        expect({ positions, representations }).toEqual(gatherByText(targets, part));
      }),
      { numRuns: 3_000 },
    );
  });

  it('are read without their representations where they have only fields', () => {
    const flat = compileIdentities(
      [
        {
          kind: 'InlineFragment',
          typeCondition: 'Book',
          selections: [{ kind: 'Field', name: 'id' }],
        },
      ],
      types,
    );
    expect(flat('Book')?.({ __typename: 'Book', id: 'x' })).toBe('x');
    expect(flat('Tool')).toBeUndefined();
  });
});
