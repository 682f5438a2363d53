import type { PlanNode } from '@graphql-hive/router-query-planner';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import { readPlannedSteps } from './planned-steps.ts';

/**
 * Names the subgraph that was to give a place of the answer, by the keys that lead there in fetched data, lists left out.
 * `undefined` for what no subgraph is asked for.
 */
export type SourceFinder = (keys: readonly string[]) => string | undefined;

/**
 * Finds sources by a plan, which is read when something is looked for first: nothing is, unless a subgraph breaks its schema. Of several that
 * give the same place it names the last of the plan, whose value stands.
 */
export function createSourceFinder(
  nodes: readonly (PlanNode | undefined)[],
  types: SupergraphTypes,
): SourceFinder {
  let known: ReadonlyMap<string, string> | undefined;
  return (keys) => {
    known ??= readSources(nodes, types);
    for (let length = keys.length; length > 0; length--) {
      const name = known.get(`.${keys.slice(0, length).join('.')}`);
      if (name !== undefined) return name;
    }
    return undefined;
  };
}

function readSources(
  nodes: readonly (PlanNode | undefined)[],
  types: SupergraphTypes,
): ReadonlyMap<string, string> {
  const steps = nodes.flatMap((node) => (node ? readPlannedSteps(node, types) : []));
  return new Map(
    steps.flatMap(({ node, writes }) =>
      [...writes].map((path) => [path, node.serviceName] as const),
    ),
  );
}
