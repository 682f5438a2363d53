import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../plan/filter-root-selection.ts';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { FetchPolicy } from './answer-policy.ts';
import type { CacheHint } from './cache-hint.ts';
import type { CacheHints } from './cache-hints.ts';

/** What finding a fetch's policy needs of the supergraph. */
export interface FetchPolicyScope {
  readonly hints: CacheHints;
  readonly types: Pick<SupergraphTypes, 'possibleTypes'>;
}

/**
 * What the schema of a subgraph says of all that a fetch asks it for, by the rules of Apollo Server: leaves keep as long as
 * what they are part of; root fields and fields that give objects are not kept without a hint of their own or of their
 * type; an entity counts by its type's hint in this subgraph. One `PRIVATE` makes all of it private. Hints of the types
 * that fragments name count besides.
 */
export function findFetchPolicy(
  subgraph: string,
  operation: DocumentNode,
  { hints, types }: FetchPolicyScope,
): FetchPolicy {
  let maxAge = Number.POSITIVE_INFINITY;
  let isSilent = false;
  let isPrivate = false;
  const fragments = fragmentsOf(operation);

  const restrict = (hint: CacheHint | undefined): void => {
    if (hint?.maxAge !== undefined) maxAge = Math.min(maxAge, hint.maxAge);
    if (hint?.scope === 'PRIVATE') isPrivate = true;
  };
  const visitField = (node: FieldNode, parent: string, isRoot: boolean): void => {
    const name = node.name.value;
    if (name.startsWith('__')) return;
    if (isRoot && name === '_entities') {
      visitEntities(node.selectionSet);
      return;
    }
    const possible = types.possibleTypes(parent);
    const below = new Set<string>();
    for (const owner of possible.size > 0 ? possible : [parent]) {
      const ownHint = hints.hintOf(subgraph, `${owner}.${name}`);
      const onField = ownHint ?? hints.hintOf(subgraph, `${parent}.${name}`);
      const given = hints.typeOf(`${owner}.${name}`) ?? hints.typeOf(`${parent}.${name}`);
      const onType =
        node.selectionSet && given !== undefined ? hints.hintOf(subgraph, given) : undefined;
      const inherits = onField?.inheritMaxAge || onType?.inheritMaxAge || false;
      const age = onField?.maxAge ?? onType?.maxAge;
      const isKeptByDefault = node.selectionSet === undefined || inherits;
      if (age === undefined && (isRoot || !isKeptByDefault)) isSilent = true;
      restrict({ scope: onType?.scope });
      restrict({ maxAge: age, scope: onField?.scope });
      if (given !== undefined) below.add(given);
    }
    if (!node.selectionSet) return;
    for (const type of below) visitSelections(node.selectionSet, type, false);
  };
  const visitEntities = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
      const type = selection.typeCondition?.name.value ?? '';
      const hint = hints.hintOf(subgraph, type);
      if (hint?.maxAge === undefined && !hint?.inheritMaxAge) isSilent = true;
      restrict(hint);
      visitSelections(selection.selectionSet, type, false);
    }
  };
  const visitSelections = (node: SelectionSetNode, parent: string, isRoot: boolean): void => {
    for (const selection of node.selections) {
      if (selection.kind === Kind.FIELD) {
        visitField(selection, parent, isRoot);
        continue;
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const type = fragment?.typeCondition?.name.value ?? parent;
      if (type !== parent) restrict(hints.hintOf(subgraph, type));
      if (fragment) visitSelections(fragment.selectionSet, type, isRoot);
    }
  };
  for (const definition of operation.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    visitSelections(definition.selectionSet, hints.rootType(definition.operation), true);
  }
  return { maxAge, isSilent, isPrivate };
}
