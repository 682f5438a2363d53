import type { FetchNode, PlanNode } from '@graphql-hive/router-query-planner';

/** The plan of a subscription: what is subscribed to once, and what completes each event. */
export interface SubscriptionPlan {
  readonly primary: FetchNode;
  readonly rest: PlanNode | undefined;
}

/** Parts the plan of a subscription. `undefined` when nothing is subscribed to. */
export function splitSubscription(node: PlanNode | undefined): SubscriptionPlan | undefined {
  if (node?.kind === 'Subscription') return { primary: asFetch(node.primary), rest: undefined };
  if (node?.kind !== 'Sequence') return undefined;
  const [first, ...others] = node.nodes;
  const split = splitSubscription(first);
  if (split === undefined) return undefined;
  const nodes = split.rest === undefined ? others : [split.rest, ...others];
  return {
    primary: split.primary,
    rest: nodes.length > 0 ? { kind: 'Sequence', nodes } : undefined,
  };
}

/** The planner leaves out the kind of a fetch that stands within a subscription, whatever its types say. */
export function asFetch(node: FetchNode): FetchNode {
  return { ...node, kind: 'Fetch' };
}
