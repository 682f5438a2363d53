import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import type { ConditionValues } from './conditions.ts';

/** Whether a fragment may come later than what is around it, by its `@defer`. */
export function isDeferred(selection: SelectionNode, values: ConditionValues): boolean {
  const directive = deferOf(selection);
  if (directive === undefined) return false;
  const condition = argumentOf(directive, 'if');
  if (condition?.kind === Kind.BOOLEAN) return condition.value;
  if (condition?.kind !== Kind.VARIABLE) return condition === undefined;
  // A variable without a value leaves the default of the directive.
  const value = values[condition.name.value];
  return value === undefined || value === true;
}

/** The label that tells the parts of a client's answer apart. */
export function deferLabel(selection: SelectionNode): string | undefined {
  const directive = deferOf(selection);
  const label = directive && argumentOf(directive, 'label');
  return label?.kind === Kind.STRING ? label.value : undefined;
}

/** Whether a document has any `@defer`. */
export function hasDefer(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.DIRECTIVE](directive: DirectiveNode) {
      if (directive.name.value === 'defer') found = true;
    },
  });
  return found;
}

/** Names of the variables of an operation that decide what is deferred, sorted. */
export function deferVariables(
  operation: OperationDefinitionNode,
  document: DocumentNode,
): readonly string[] {
  const declared = new Set(
    operation.variableDefinitions?.map(({ variable }) => variable.name.value),
  );
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE](directive: DirectiveNode) {
      if (directive.name.value !== 'defer') return;
      const value = argumentOf(directive, 'if');
      if (value?.kind === Kind.VARIABLE && declared.has(value.name.value)) {
        names.add(value.name.value);
      }
    },
  });
  return [...names].sort();
}

function deferOf(selection: SelectionNode): DirectiveNode | undefined {
  return selection.directives?.find(({ name }) => name.value === 'defer');
}

function argumentOf(directive: DirectiveNode, wanted: string) {
  return directive.arguments?.find(({ name }) => name.value === wanted)?.value;
}
