import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from '../plan/filter-root-selection.ts';
import { always, type Guard, guardOf } from './condition.ts';

/** One place in the operation that selects a field, and when it counts. */
export interface FieldOccurrence {
  readonly node: FieldNode;
  readonly guard: Guard;
}

/** A selection set as part of a field that may be selected several times. */
export interface GuardedSelection {
  readonly selectionSet: SelectionSetNode;
  readonly guard: Guard;
}

/**
 * All fields that `selections` ask of a value of `type`, by response key, in the order of the response.
 * For an abstract type, which stands for "type unknown", only what every possible type has is collected.
 */
export function collectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLCompositeType,
  selections: readonly GuardedSelection[],
): ReadonlyMap<string, readonly FieldOccurrence[]> {
  const fields = new Map<string, FieldOccurrence[]>();
  const walk = (selectionSet: SelectionSetNode, outer: Guard): void => {
    for (const selection of selectionSet.selections) {
      const guard = guardOf(selection, outer);
      if (guard === undefined) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const occurrences = fields.get(key) ?? [];
        occurrences.push({ node: selection, guard });
        fields.set(key, occurrences);
        continue;
      }
      const source =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (source && applies(schema, source.typeCondition?.name.value, type)) {
        walk(source.selectionSet, guard);
      }
    }
  };
  for (const { selectionSet, guard } of selections) walk(selectionSet, guard);
  return fields;
}

/** The selection sets beneath all occurrences of one field. */
export function innerSelections(occurrences: readonly FieldOccurrence[]): GuardedSelection[] {
  return occurrences.flatMap(({ node, guard }) =>
    node.selectionSet ? [{ selectionSet: node.selectionSet, guard }] : [],
  );
}

export function rootSelection(selectionSet: SelectionSetNode): GuardedSelection[] {
  return [{ selectionSet, guard: always }];
}

function applies(
  schema: GraphQLSchema,
  conditionName: string | undefined,
  type: GraphQLCompositeType,
): boolean {
  if (conditionName === undefined || conditionName === type.name) return true;
  const condition = schema.getType(conditionName);
  if (!isAbstractType(condition)) return false;
  if (isObjectType(type)) return schema.isSubType(condition, type);
  return schema.getPossibleTypes(type).every((object) => schema.isSubType(condition, object));
}
