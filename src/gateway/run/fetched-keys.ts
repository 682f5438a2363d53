import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../plan/filter-root-selection.ts';

/** A response key that a fetch asks for, with the type condition it stands under, if any. */
export interface FetchedKey {
  readonly key: string;
  readonly typeCondition: string | undefined;
}

/**
 * The top response keys of a fetch: those of its root fields, or, with `within`, those asked of the entities
 * under that root field. `__typename` is left out.
 */
export function fetchedKeys(document: DocumentNode, within?: string): FetchedKey[] {
  const fragments = fragmentsOf(document);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const keys: FetchedKey[] = [];
  const walk = (selectionSet: SelectionSetNode | undefined, typeCondition?: string): void => {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const key = responseKey(selection);
        if (key !== '__typename') keys.push({ key, typeCondition });
      } else {
        const source =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        walk(source?.selectionSet, source?.typeCondition?.name.value ?? typeCondition);
      }
    }
  };
  if (within === undefined) walk(operation.selectionSet);
  else walk(findField(operation.selectionSet, within));
  return keys;
}

function findField(selectionSet: SelectionSetNode, key: string): SelectionSetNode | undefined {
  const field = selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && responseKey(selection) === key,
  );
  return field?.kind === Kind.FIELD ? field.selectionSet : undefined;
}

function responseKey(field: SelectionNode & { kind: Kind.FIELD }): string {
  return field.alias?.value ?? field.name.value;
}
