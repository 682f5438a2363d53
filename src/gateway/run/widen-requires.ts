import type {
  InlineFragmentRequiresNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';

/**
 * Makes the requirements of a fetch cover what its operation asks of. Where two fetches of an interface object were
 * merged, the planner (0.0.38) keeps the requirements for the object types that only one of them was about and
 * forgets those of the interface, so that entities of other types would be left out. When all requirements are the
 * same and the operation selects on an interface of all their types, they hold for the whole interface.
 */
export function widenRequires(
  requires: readonly RequiresSelection[],
  typeConditions: readonly (string | undefined)[],
  types: SupergraphTypes,
): readonly RequiresSelection[] {
  const fragments = requires.filter(
    (selection): selection is InlineFragmentRequiresNode => selection.kind === 'InlineFragment',
  );
  const [first] = fragments;
  if (first === undefined || fragments.length < requires.length) return requires;
  const wanted = JSON.stringify(first.selections);
  if (fragments.some(({ selections }) => JSON.stringify(selections) !== wanted)) return requires;
  const wider = typeConditions.find((typeName) => {
    if (typeName === undefined) return false;
    const possible = types.possibleTypes(typeName);
    return fragments.every(
      ({ typeCondition }) => typeCondition !== typeName && possible.has(typeCondition),
    );
  });
  return wider === undefined ? requires : [{ ...first, typeCondition: wider }];
}
