import {
  type ASTVisitor,
  type DirectiveNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/**
 * Validation rules for `@defer`, by the draft of incremental delivery: labels are written out and each is used once;
 * a subscription defers nothing; the root fields of a mutation run in series, so that they are not deferred either.
 */
export const deferRules: readonly ValidationRule[] = [checkLabels, checkOperations];

function checkLabels(context: ValidationContext): ASTVisitor {
  const known = new Map<string, DirectiveNode>();
  return {
    [Kind.DIRECTIVE](directive: DirectiveNode) {
      if (!isDefer(directive)) return;
      const label = directive.arguments?.find(({ name }) => name.value === 'label')?.value;
      if (label?.kind === Kind.VARIABLE) {
        const message = `The label of @defer must be a text, but got the variable "$${label.name.value}". Write it out.`;
        context.reportError(new GraphQLError(message, { nodes: directive }));
      }
      if (label?.kind !== Kind.STRING) return;
      const first = known.get(label.value);
      if (first === undefined) {
        known.set(label.value, directive);
        return;
      }
      const message = `Each label of @defer must be used once, but "${label.value}" is used twice. Choose another.`;
      context.reportError(new GraphQLError(message, { nodes: [first, directive] }));
    },
  };
}

function checkOperations(context: ValidationContext): ASTVisitor {
  return {
    [Kind.OPERATION_DEFINITION](operation: OperationDefinitionNode) {
      if (operation.operation === 'query') return;
      const isSubscription = operation.operation === 'subscription';
      for (const directive of deferralsOf(context, operation.selectionSet, isSubscription)) {
        const message = isSubscription
          ? '@defer must be in a query or a mutation, but is in a subscription. Leave it out, or give it "if: false".'
          : '@defer must be beneath a field of a mutation, but is at its root. Move it into a field.';
        context.reportError(new GraphQLError(message, { nodes: [directive, operation] }));
      }
    },
  };
}

/** Each `@defer` that a selection leads to: at its root, or `deep`, beneath its fields as well. */
function deferralsOf(
  context: ValidationContext,
  root: SelectionSetNode,
  deep: boolean,
): ReadonlySet<DirectiveNode> {
  const found = new Set<DirectiveNode>();
  const visited = new Set<SelectionSetNode>();
  const walk = (selectionSet: SelectionSetNode | undefined): void => {
    if (selectionSet === undefined || visited.has(selectionSet)) return;
    visited.add(selectionSet);
    for (const selection of selectionSet.selections) {
      for (const directive of selection.directives ?? []) {
        if (isDefer(directive) && !isOff(directive)) found.add(directive);
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        walk(context.getFragment(selection.name.value)?.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT || deep) walk(selection.selectionSet);
    }
  };
  walk(root);
  return found;
}

function isDefer({ name }: DirectiveNode): boolean {
  return name.value === 'defer';
}

/** Whether `if` is there and is not plainly true: what a variable says is seen when the operation runs. */
function isOff(directive: DirectiveNode): boolean {
  const condition = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  return condition !== undefined && !(condition.kind === Kind.BOOLEAN && condition.value);
}
