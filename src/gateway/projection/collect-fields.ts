import {
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { type ConditionValues, isIncluded } from '../plan/conditions.ts';
import type { Fragments } from '../plan/filter-root-selection.ts';

/** What reading a selection takes: the schema, the fragments, and the values of conditions. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly conditions: ConditionValues;
}

/** A fragment where it is used. */
export type FragmentNode = InlineFragmentNode | FragmentSpreadNode;

/** Every node that selects a response key, by key in the order of the response. */
export type CollectedFields = ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]>;

/**
 * All fields that `selections` ask of a value of `type`. Of an abstract type, which stands for "type unknown",
 * only what every possible type has is collected; `narrower` is called with each fragment that is left out.
 * `isElsewhere` is asked of each fragment that applies; what it accepts is left out too.
 */
export function collectFields(
  { schema, fragments, conditions }: SelectionScope,
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
  narrower?: (typeCondition: string, selectionSet: SelectionSetNode) => void,
  isElsewhere?: (selection: FragmentNode, selectionSet: SelectionSetNode) => boolean,
): CollectedFields {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const spread = new Set<string>();
  const walk = (selectionSet: SelectionSetNode): void => {
    for (const selection of selectionSet.selections) {
      if (!isIncluded(selection, conditions)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = responseKey(selection);
        const nodes = fields.get(key);
        if (nodes === undefined) fields.set(key, [selection]);
        else nodes.push(selection);
        continue;
      }
      const source =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (source === undefined) continue;
      const condition = source.typeCondition?.name.value ?? type.name;
      const isApplied = applies(schema, condition, type);
      if (isApplied && isElsewhere?.(selection, source.selectionSet)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
      }
      if (isApplied) walk(source.selectionSet);
      else narrower?.(condition, source.selectionSet);
    }
  };
  for (const selectionSet of selections) walk(selectionSet);
  return fields;
}

/** The selection sets beneath all nodes of one field. */
export function innerSelections(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
}

export function responseKey(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

/**
 * Whether a fragment with this type condition holds for every value of `type`, and its fields are fields of `type`
 * too: the same type, or an interface that it implements.
 */
function applies(
  schema: GraphQLSchema,
  conditionName: string,
  type: GraphQLCompositeType,
): boolean {
  if (conditionName === type.name) return true;
  const condition = schema.getType(conditionName);
  if (!isAbstractType(condition)) return false;
  return !isUnionType(type) && schema.isSubType(condition, type);
}
