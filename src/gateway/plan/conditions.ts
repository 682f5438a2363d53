import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';

/** Values of the variables that `@include` and `@skip` read, by name. */
export type ConditionValues = Readonly<Record<string, unknown>>;

/** Whether a selection counts, by its `@include` and `@skip`. */
export function isIncluded(selection: SelectionNode, values: ConditionValues): boolean {
  for (const directive of selection.directives ?? []) {
    const name = directive.name.value;
    if (name === 'include' && !conditionHolds(directive, values)) return false;
    if (name === 'skip' && conditionHolds(directive, values)) return false;
  }
  return true;
}

function conditionHolds(directive: DirectiveNode, values: ConditionValues): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind === Kind.VARIABLE && values[value.name.value] === true;
}

/** Names of the variables that decide what an operation selects, sorted. */
export function conditionVariables(
  operation: OperationDefinitionNode,
  document: DocumentNode,
): readonly string[] {
  const declared = new Set(
    operation.variableDefinitions?.map(({ variable }) => variable.name.value),
  );
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE](directive: DirectiveNode) {
      if (directive.name.value !== 'include' && directive.name.value !== 'skip') return;
      const value = directive.arguments?.[0]?.value;
      if (value?.kind === Kind.VARIABLE && declared.has(value.name.value)) {
        names.add(value.name.value);
      }
    },
  });
  return [...names].sort();
}
