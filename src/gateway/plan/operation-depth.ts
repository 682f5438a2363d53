import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import { type Fragments, fragmentsOf } from './filter-root-selection.ts';

/** Fields may nest this deep when nothing else is set. */
export const defaultMaxDepth = 20;
/** The planner gives up at about 50 levels, so no setting may reach that. */
export const hardMaxDepth = 48;

/** Checks a `maxDepth` setting. @throws GatewayConfigurationError */
export function assertMaxDepth(maxDepth: number): void {
  if (!Number.isInteger(maxDepth) || maxDepth < 1 || maxDepth > hardMaxDepth) {
    throw new GatewayConfigurationError(
      `[gateway] maxDepth: a whole number from 1 to ${hardMaxDepth} was expected, but got ${maxDepth}. ` +
        `Leave it out for ${defaultMaxDepth}.`,
    );
  }
}

/**
 * A validation rule: fields of an operation nest at most `maxDepth` deep, fragments counted where they are
 * spread. A root field has depth 1.
 */
export function createDepthRule(maxDepth: number): ValidationRule {
  return (context) => {
    const depths = new Map<string, number>();
    return {
      [Kind.OPERATION_DEFINITION](operation: OperationDefinitionNode) {
        const fragments = fragmentsOf(context.getDocument());
        const depth = selectionDepth(operation.selectionSet, fragments, depths);
        if (depth <= maxDepth) return;
        const name = operation.name ? `operation "${operation.name.value}"` : 'the operation';
        context.reportError(
          new GraphQLError(
            `At most ${maxDepth} levels of fields were expected, but ${name} has ${depth}. ` +
              'Ask for less at once, in several operations.',
            { nodes: operation, extensions: { code: 'OPERATION_TOO_DEEP' } },
          ),
        );
      },
    };
  };
}

function selectionDepth(
  selectionSet: SelectionSetNode,
  fragments: Fragments,
  depths: Map<string, number>,
): number {
  let deepest = 0;
  for (const selection of selectionSet.selections) {
    let depth: number;
    if (selection.kind === Kind.FIELD) {
      depth =
        1 +
        (selection.selectionSet ? selectionDepth(selection.selectionSet, fragments, depths) : 0);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      depth = selectionDepth(selection.selectionSet, fragments, depths);
    } else {
      depth = fragmentDepth(fragments.get(selection.name.value), fragments, depths);
    }
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

function fragmentDepth(
  fragment: FragmentDefinitionNode | undefined,
  fragments: Fragments,
  depths: Map<string, number>,
): number {
  if (fragment === undefined) return 0;
  const known = depths.get(fragment.name.value);
  if (known !== undefined) return known;
  // A fragment that spreads itself is refused by another rule; here it only must not loop.
  depths.set(fragment.name.value, 0);
  const depth = selectionDepth(fragment.selectionSet, fragments, depths);
  depths.set(fragment.name.value, depth);
  return depth;
}
