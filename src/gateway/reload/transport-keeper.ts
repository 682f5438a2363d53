import type { SubgraphTransport } from '../transports/subgraph-transport.ts';
import type { RemoteSubgraph } from './subgraphs.source.ts';

/**
 * Gives transports to one gateway after another, so that a subgraph keeps its connections and its breaker across
 * reloads. A transport is closed when the last gateway that uses it is.
 */
export class TransportKeeper<TContext> {
  readonly #create: (subgraph: RemoteSubgraph) => SubgraphTransport<TContext>;
  readonly #kept = new Map<string, { transport: SubgraphTransport<TContext>; users: number }>();

  constructor(create: (subgraph: RemoteSubgraph) => SubgraphTransport<TContext>) {
    this.#create = create;
  }

  /** One transport for each subgraph. Each is to be closed once. */
  take(subgraphs: readonly RemoteSubgraph[]): Record<string, SubgraphTransport<TContext>> {
    return Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, this.#share(subgraph)]));
  }

  #share(subgraph: RemoteSubgraph): SubgraphTransport<TContext> {
    const key = JSON.stringify([subgraph.name, subgraph.url]);
    const entry = this.#kept.get(key) ?? { transport: this.#create(subgraph), users: 0 };
    this.#kept.set(key, entry);
    entry.users++;
    const { transport } = entry;
    return {
      execute: (request) => transport.execute(request),
      ...(transport.subscribe && { subscribe: transport.subscribe.bind(transport) }),
      close: async () => {
        if (--entry.users > 0) return;
        this.#kept.delete(key);
        await transport.close?.();
      },
    };
  }
}
