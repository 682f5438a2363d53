import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { Fragments } from '../plan/filter-root-selection.ts';

/** What an operation is made of, fragments counted where they are spread. */
export interface OperationFigures {
  readonly aliases: number;
  readonly directives: number;
  /** Root fields have depth 1. */
  readonly depth: number;
  /** Fields at the top of the selection. */
  readonly rootFields: number;
  /** Fields on all levels. */
  readonly fields: number;
}

const nothing: OperationFigures = { aliases: 0, directives: 0, depth: 0, rootFields: 0, fields: 0 };

/** Measures an operation in one pass over its document, however often fragments are spread. They have no cycle. */
export function measureOperation(
  operation: OperationDefinitionNode,
  fragments: Fragments,
): OperationFigures {
  const known = new Map<string, OperationFigures>();

  const measureFragment = (name: string): OperationFigures => {
    const earlier = known.get(name);
    if (earlier !== undefined) return earlier;
    const fragment = fragments.get(name);
    if (fragment === undefined) return nothing;
    const figures = add(measure(fragment.selectionSet), { directives: countOf(fragment) });
    known.set(name, figures);
    return figures;
  };

  const measure = (selectionSet: SelectionSetNode): OperationFigures => {
    let total = nothing;
    for (const selection of selectionSet.selections) {
      const directives = countOf(selection);
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet ? measure(selection.selectionSet) : nothing;
        total = add(total, {
          aliases: inner.aliases + (selection.alias ? 1 : 0),
          directives: inner.directives + directives,
          depth: inner.depth + 1,
          rootFields: 1,
          fields: inner.fields + 1,
        });
      } else {
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? measure(selection.selectionSet)
            : measureFragment(selection.name.value);
        total = add(add(total, inner), { directives });
      }
    }
    return total;
  };

  const variables = operation.variableDefinitions ?? [];
  const directives = variables.reduce(
    (sum, variable) => sum + countOf(variable),
    countOf(operation),
  );
  return add(measure(operation.selectionSet), { directives });
}

function add(one: OperationFigures, other: Partial<OperationFigures>): OperationFigures {
  return {
    aliases: one.aliases + (other.aliases ?? 0),
    directives: one.directives + (other.directives ?? 0),
    depth: Math.max(one.depth, other.depth ?? 0),
    rootFields: one.rootFields + (other.rootFields ?? 0),
    fields: one.fields + (other.fields ?? 0),
  };
}

function countOf(node: { readonly directives?: readonly unknown[] | undefined }): number {
  return node.directives?.length ?? 0;
}
