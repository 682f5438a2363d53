import type {
  InlineFragmentRequiresNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import { isResponseObject } from './merge-data.ts';

/**
 * Builds the representation of an entity (type name, key fields, required fields) from what is known of it.
 * `undefined` when the entity is of no type that is asked for, or when an earlier step lost a field it needs.
 */
export type RepresentationBuilder = (entity: ResponseObject) => ResponseObject | undefined;

export function compileRepresentation(
  selections: readonly RequiresSelection[],
  types: SupergraphTypes,
): RepresentationBuilder {
  const copyFields = compileSelections(selections, types);
  return (entity) => {
    const representation: ResponseObject = { __typename: entity.__typename };
    return copyFields(entity, representation) === 'copied' ? representation : undefined;
  };
}

/** `other`: no selection was meant for the type of the source. `missing`: a selected field is not there. */
type Outcome = 'copied' | 'other' | 'missing';
type FieldCopier = (source: ResponseObject, target: ResponseObject) => Outcome;

function compileSelections(
  selections: readonly RequiresSelection[],
  types: SupergraphTypes,
): FieldCopier {
  const copiers = selections.map((selection) => compileSelection(selection, types));
  const [only] = copiers;
  if (only !== undefined && copiers.length === 1) return only;
  return (source, target) => {
    let outcome: Outcome = 'other';
    for (const copy of copiers) {
      const part = copy(source, target);
      if (part === 'missing') return part;
      if (part === 'copied') outcome = part;
    }
    return outcome;
  };
}

function compileSelection(selection: RequiresSelection, types: SupergraphTypes): FieldCopier {
  if (selection.kind === 'FragmentSpread') return () => 'other';
  if (selection.kind === 'InlineFragment') return compileFragment(selection, types);
  const { name, alias = name } = selection;
  if (alias === '__typename') {
    return (source, target) => {
      if (source.__typename !== undefined) target.__typename = source.__typename;
      return 'copied';
    };
  }
  const inner = selection.selections?.length
    ? compileSelections(selection.selections, types)
    : undefined;
  return (source, target) => {
    const value = source[name] === undefined ? source[alias] : source[name];
    const copied = inner === undefined ? value : copyNested(value, inner);
    if (copied === undefined) return 'missing';
    target[alias] = copied;
    return 'copied';
  };
}

function compileFragment(
  { typeCondition, selections }: InlineFragmentRequiresNode,
  types: SupergraphTypes,
): FieldCopier {
  const copyFields = compileSelections(selections, types);
  return (source, target) => {
    const typeName = source.__typename;
    const isOther = typeof typeName === 'string' && !fitsCondition(typeName, typeCondition, types);
    return isOther ? 'other' : copyFields(source, target);
  };
}

/** Whether a fragment is meant for objects of a type. */
export function fitsCondition(
  typeName: string,
  typeCondition: string,
  types: SupergraphTypes,
): boolean {
  // Either side may be the wider one: of an interface object only the interface's name is known.
  return (
    typeName === typeCondition ||
    types.possibleTypes(typeCondition).has(typeName) ||
    types.possibleTypes(typeName).has(typeCondition)
  );
}

/** The selected part of a nested value; `undefined` when a selected field is not there. */
function copyNested(value: unknown, copyFields: FieldCopier): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const copied = copyNested(item, copyFields);
      if (copied === undefined) return undefined;
      items.push(copied);
    }
    return items;
  }
  if (!isResponseObject(value)) return value;
  const copy: ResponseObject = {};
  if (typeof value.__typename === 'string') copy.__typename = value.__typename;
  return copyFields(value, copy) === 'missing' ? undefined : copy;
}
