import type { PlanNode } from '@graphql-hive/router-query-planner';
import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { type Fragments, filterRootSelection } from './filter-root-selection.ts';
import type { QueryPlanner } from './query-planner.ts';

/** What answers an operation: steps across subgraphs, and what the gateway knows by itself. */
export interface OperationPlan {
  /** `undefined` when no subgraph is needed. */
  readonly node: PlanNode | undefined;
  /** The introspection fields of the operation as a document of their own. */
  readonly introspection: DocumentNode | undefined;
}

/** Plans an operation that is valid against the public schema. */
export async function planOperation(
  planner: QueryPlanner,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Promise<OperationPlan> {
  const introspection = filterRootSelection(operation, fragments, isIntrospection);
  const fetched = filterRootSelection(operation, fragments, isFetched);
  if (fetched === undefined) return { node: undefined, introspection };
  const node = await planner.plan(fetched, operation.name?.value);
  if (operation.operation === 'mutation' && node !== undefined && node.kind !== 'Fetch') {
    return { node: await planInSeries(planner, operation, fragments, node), introspection };
  }
  return { node, introspection };
}

/**
 * Root fields of a mutation run in series: each is done, with all that it fetches elsewhere, before the next
 * begins. One plan for all of them does not promise that, so each gets its own.
 */
async function planInSeries(
  planner: QueryPlanner,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  whole: PlanNode,
): Promise<PlanNode> {
  const keys = rootKeys(operation, fragments);
  if (keys.length < 2) return whole;
  const nodes: PlanNode[] = [];
  for (const key of keys) {
    const part = filterRootSelection(
      operation,
      fragments,
      (field) => isFetched(field) && responseKey(field) === key,
    );
    const node = part && (await planner.plan(part, operation.name?.value));
    if (node !== undefined) nodes.push(node);
  }
  return { kind: 'Sequence', nodes };
}

function rootKeys(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const keys = new Set<string>();
  filterRootSelection(operation, fragments, (field) => {
    if (isFetched(field)) keys.add(responseKey(field));
    return false;
  });
  return [...keys];
}

function isIntrospection({ name }: FieldNode): boolean {
  return name.value === '__schema' || name.value === '__type';
}

function isFetched(field: FieldNode): boolean {
  return !isIntrospection(field) && field.name.value !== '__typename';
}

function responseKey(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}
