import type { FetchNode } from '@graphql-hive/router-query-planner';
import { GraphQLError } from 'graphql';
import type { SubgraphEvent, SubgraphEvents } from '../transports/subgraph-transport.ts';
import type { PlanEnvironment } from './compile-plan.ts';
import type { OperationRun } from './operation-run.ts';
import { partRootFetch } from './root-fetch.ts';

/** Where the events of a subscription come from, and how each is taken into a response. */
export interface SubscriptionFetch<TContext> {
  /** Begins the subscription. `undefined` when the subgraph refuses, or gives no answer: the run has the errors. */
  open(run: OperationRun<TContext>): Promise<SubgraphEvents<TContext> | undefined>;
  /** Puts what the subgraph gives for an event into the run of that event. */
  accept(run: OperationRun<TContext>, event: SubgraphEvent<TContext>): Promise<void>;
  /** Reports that the events have broken off. */
  lose(run: OperationRun<TContext>, cause: unknown): void;
}

export function compileSubscription<TContext>(
  node: FetchNode,
  environment: PlanEnvironment<TContext>,
): SubscriptionFetch<TContext> {
  const { transport, request, accept, lose } = partRootFetch(node, [], environment);
  return {
    async open(run) {
      try {
        if (transport.subscribe === undefined) throw notSupported();
        const answer = await transport.subscribe(request(run));
        if ('next' in answer) return answer;
        accept(run, answer);
      } catch (cause) {
        lose(run, cause);
      }
      return undefined;
    },
    async accept(run, event) {
      try {
        accept(run, await event(run.contextValue));
      } catch (cause) {
        lose(run, cause);
      }
    },
    lose,
  };
}

function notSupported(): GraphQLError {
  return new GraphQLError(
    'A subgraph that can be subscribed to was expected, but this one cannot.',
    {
      extensions: { code: 'OPERATION_NOT_SUPPORTED' },
    },
  );
}
