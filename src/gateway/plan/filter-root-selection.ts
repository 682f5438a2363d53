import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  return fragments;
}

/**
 * A document of this one operation with only those root fields that `keep` accepts, and only the fragments
 * they need. Fragment spreads at the root become inline fragments with their directives; below the root
 * nothing changes. `undefined` when no field is left.
 */
export function filterRootSelection(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  keep: (field: FieldNode) => boolean,
): DocumentNode | undefined {
  const selections = filterSelections(operation.selectionSet.selections, fragments, keep);
  if (selections.length === 0) return undefined;
  const root: OperationDefinitionNode = {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [root, ...reachableFragments(root, fragments)],
  };
  return withoutUnusedVariables(document);
}

function filterSelections(
  selections: readonly SelectionNode[],
  fragments: Fragments,
  keep: (field: FieldNode) => boolean,
): SelectionNode[] {
  const kept: SelectionNode[] = [];
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      if (keep(selection)) kept.push(selection);
      continue;
    }
    const source =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (source === undefined) continue;
    const inner = filterSelections(source.selectionSet.selections, fragments, keep);
    if (inner.length === 0) continue;
    kept.push({
      kind: Kind.INLINE_FRAGMENT,
      ...(source.typeCondition ? { typeCondition: source.typeCondition } : {}),
      ...(selection.directives ? { directives: selection.directives } : {}),
      selectionSet: { kind: Kind.SELECTION_SET, selections: inner },
    });
  }
  return kept;
}

function reachableFragments(
  root: OperationDefinitionNode,
  fragments: Fragments,
): FragmentDefinitionNode[] {
  const reached = new Set<FragmentDefinitionNode>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode) =>
    visit(node, {
      [Kind.FRAGMENT_SPREAD](spread: FragmentSpreadNode) {
        const fragment = fragments.get(spread.name.value);
        if (fragment === undefined || reached.has(fragment)) return;
        reached.add(fragment);
        follow(fragment);
      },
    });
  follow(root);
  return [...reached];
}

/** The document without variables that nothing uses. */
export function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    [Kind.VARIABLE_DEFINITION]: () => false,
    [Kind.VARIABLE](variable: VariableNode) {
      used.add(variable.name.value);
    },
  });
  return visit(document, {
    // Descriptions are for readers, and newer than the planner, which cannot read them.
    [Kind.OPERATION_DEFINITION]: ({ description: _, ...node }: OperationDefinitionNode) => node,
    [Kind.VARIABLE_DEFINITION]: ({ description: _, ...node }: VariableDefinitionNode) =>
      used.has(node.variable.name.value) ? node : null,
  });
}
