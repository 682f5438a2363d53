import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { responseKey, type SelectionScope } from '../projection/collect-fields.ts';
import { filterRootSelection, withoutUnusedVariables } from './filter-root-selection.ts';
import { normalizeSelection } from './normalize-operation.ts';
import type { QueryPlanner } from './query-planner.ts';

/** What answers an operation: steps across subgraphs, and what the gateway knows by itself. */
export interface OperationPlan {
  /** `undefined` when no subgraph is needed. */
  readonly node: PlanNode | undefined;
  /** The introspection fields of the operation as a document of their own. */
  readonly introspection: DocumentNode | undefined;
}

/**
 * Plans an operation that is valid against the public schema.
 *
 * @param percentage See `QueryPlanner.plan`.
 */
export async function planOperation(
  planner: QueryPlanner,
  operation: OperationDefinitionNode,
  rootType: GraphQLObjectType,
  scope: SelectionScope,
  percentage?: number,
): Promise<OperationPlan> {
  const introspection = filterRootSelection(operation, scope.fragments, isIntrospection);
  const { selections } = normalizeSelection(scope, rootType, [operation.selectionSet]);
  const fetched = selections.filter(isFetched);
  if (fetched.length === 0) return { node: undefined, introspection };
  const node = await planner.plan(
    documentOf(operation, fetched),
    operation.name?.value,
    percentage,
  );
  if (operation.operation !== 'mutation' || node === undefined || node.kind === 'Fetch') {
    return { node, introspection };
  }
  return { node: await planInSeries(planner, operation, fetched, percentage), introspection };
}

/**
 * Root fields of a mutation run in series: each is done, with all that it fetches elsewhere, before the next
 * begins. One plan for all of them does not promise that, so each gets its own.
 */
async function planInSeries(
  planner: QueryPlanner,
  operation: OperationDefinitionNode,
  fields: readonly FieldNode[],
  percentage: number | undefined,
): Promise<PlanNode> {
  const nodes: PlanNode[] = [];
  for (const field of fields) {
    const node = await planner.plan(
      documentOf(operation, [field]),
      operation.name?.value,
      percentage,
    );
    if (node !== undefined) nodes.push(node);
  }
  return { kind: 'Sequence', nodes };
}

function documentOf(
  operation: OperationDefinitionNode,
  selections: readonly FieldNode[],
): DocumentNode {
  const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
  return withoutUnusedVariables({
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet }],
  });
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

function isFetched(selection: SelectionNode): selection is FieldNode {
  return selection.kind === Kind.FIELD && !responseKey(selection).startsWith('__');
}
