import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { innerSelections, type SelectionScope } from '../projection/collect-fields.ts';
import { sourceKey } from '../projection/source-key.ts';
import { partByType } from '../projection/type-branches.ts';

/**
 * The same selection in the plainest form there is, for the planner: no named fragments, fragments only on object
 * types and only where they narrow, each field once, conditions decided. Order may change, aliases of `__typename`
 * vanish, and fields that differ by type or have troublesome names get keys of their own; the
 * projection makes all that good.
 */
export function normalizeSelection(
  scope: SelectionScope,
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
): SelectionSetNode {
  const { narrows, common, byType } = partByType(scope, type, selections);
  const nodes: SelectionNode[] = [];
  for (const [key, fieldNodes] of common) {
    addField(nodes, scope, type, sourceKey(key), fieldNodes);
  }
  for (const [object, fields] of byType) {
    const inner: SelectionNode[] = [];
    for (const { source, nodes: fieldNodes } of fields.values()) {
      addField(inner, scope, object, source, fieldNodes);
    }
    if (inner.length > 0) nodes.push(fragmentOn(object, inner));
  }
  const hasFragment = nodes.some(({ kind }) => kind === Kind.INLINE_FRAGMENT);
  // With a fragment the planner asks for the type by itself, and chooses better when it is not told to.
  if (narrows && !hasFragment && !nodes.includes(typenameField)) nodes.push(typenameField);
  return setOf(nodes);
}

function addField(
  target: SelectionNode[],
  scope: SelectionScope,
  type: GraphQLCompositeType,
  key: string,
  nodes: readonly [FieldNode, ...FieldNode[]],
): void {
  const [{ name, arguments: args }] = nodes;
  if (name.value === '__typename') {
    if (!target.includes(typenameField)) target.push(typenameField);
    return;
  }
  const definition = 'getFields' in type ? type.getFields()[name.value] : undefined;
  if (definition === undefined) return;
  const fieldType = getNamedType(definition.type);
  target.push({
    kind: Kind.FIELD,
    name,
    ...(key === name.value ? {} : { alias: { kind: Kind.NAME, value: key } }),
    ...(args?.length ? { arguments: args } : {}),
    ...(isCompositeType(fieldType)
      ? { selectionSet: normalizeSelection(scope, fieldType, innerSelections(nodes)) }
      : {}),
  });
}

const typenameField: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
};

function fragmentOn(type: GraphQLObjectType, nodes: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
    selectionSet: setOf(nodes),
  };
}

/** A selection set is never empty; one that would be asks for the type name. */
function setOf(nodes: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections: nodes.length > 0 ? nodes : [typenameField] };
}
