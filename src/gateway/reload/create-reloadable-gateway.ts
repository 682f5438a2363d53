import type { Gateway } from '../create-gateway.ts';
import { consoleLogger, type GatewayLogger } from '../gateway-logger.ts';
import { systemClock, type TransportClock } from '../transports/transport-clock.ts';
import { Generation } from './generation.ts';
import {
  type LoadedSupergraph,
  SupergraphPendingError,
  type SupergraphSource,
} from './supergraph-source.ts';

export interface ReloadableGatewayOptions<TContext> {
  readonly source: SupergraphSource;
  /** Makes a gateway of a supergraph. What it throws keeps the gateway before. */
  build(supergraphSdl: string): Gateway<TContext>;
  /** Default: the console. */
  readonly logger?: GatewayLogger;
  /** Default: 10 seconds. How often the source is asked for changes; `false` for only when `reload` is called. */
  readonly pollMs?: number | false;
  /** Default: 1 second. How often the source is asked while subgraphs are missing. */
  readonly retryMs?: number;
  /** Ends waiting for a first supergraph. */
  readonly signal?: AbortSignal;
  /** Default: the clock of this machine. For tests. */
  readonly clock?: TransportClock;
}

/** What became of a reload. */
export type ReloadOutcome =
  | { readonly kind: 'swapped'; readonly missing: readonly string[] }
  | { readonly kind: 'unchanged' }
  /** The gateway before goes on; `reason` says why. */
  | { readonly kind: 'kept'; readonly reason: string };

/** A gateway that follows its source. `schema` and `supergraphSdl` are those of the moment. */
export interface ReloadableGateway<TContext> extends Gateway<TContext> {
  /** Subgraphs that are left out because they were never reached. */
  readonly missing: readonly string[];
  /** Loads the supergraph now. Never rejects. */
  reload(): Promise<ReloadOutcome>;
  /** Calls `listener` after each swap, until the function that comes back is called. */
  onSchemaChange(listener: () => void): () => void;
}

/**
 * A gateway whose supergraph can change while it serves. Operations under way finish on the gateway they began on;
 * new ones get the new one. A supergraph that cannot be used changes nothing and is logged once.
 *
 * Waits for a first supergraph as long as subgraphs that it needs cannot be reached.
 *
 * @throws what the source and `build` throw for the first supergraph, when waiting does not help.
 */
export async function createReloadableGateway<TContext>(
  options: ReloadableGatewayOptions<TContext>,
): Promise<ReloadableGateway<TContext>> {
  const { source, build, logger = consoleLogger, pollMs = 10_000, retryMs = 1_000 } = options;
  const clock = options.clock ?? systemClock;
  const open = new Set<Generation<TContext>>();
  const listeners = new Set<() => void>();
  let closed = false;
  let cancelPoll = () => {};
  let lastReason: string | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const start = ({ supergraphSdl }: LoadedSupergraph): Generation<TContext> => {
    const generation = new Generation(build(supergraphSdl), (err) => {
      open.delete(generation);
      if (err !== undefined)
        logger.error({ err }, 'A gateway that was replaced could not be closed');
    });
    open.add(generation);
    return generation;
  };

  let loaded = await loadFirst(source, { logger, clock, retryMs, signal: options.signal });
  let current: Generation<TContext>;
  try {
    current = start(loaded);
  } catch (error) {
    await source.close?.();
    throw error;
  }

  const reloadNow = async (): Promise<ReloadOutcome> => {
    if (closed) return { kind: 'kept', reason: 'The gateway is closed.' };
    try {
      const next = await source.load();
      if (closed || next.supergraphSdl === loaded.supergraphSdl) {
        loaded = { ...loaded, missing: next.missing };
        lastReason = undefined;
        return { kind: 'unchanged' };
      }
      const previous = current;
      current = start(next);
      loaded = next;
      lastReason = undefined;
      previous.retire();
      logger.info({ missing: next.missing }, 'The supergraph has changed; the new one is served');
      for (const listener of listeners) listener();
      return { kind: 'swapped', missing: next.missing };
    } catch (err) {
      const reason = err instanceof Error ? err.message : String(err);
      // A poll meets the same fault again and again.
      if (reason !== lastReason) {
        logger.error({ err }, 'The next supergraph cannot be used; the one before is still served');
      }
      lastReason = reason;
      return { kind: 'kept', reason };
    }
  };

  const reload = (): Promise<ReloadOutcome> => {
    const outcome = queue.then(reloadNow);
    queue = outcome;
    return outcome;
  };

  const poll = (): void => {
    if (closed || pollMs === false) return;
    const delayMs = loaded.missing.length > 0 ? Math.min(retryMs, pollMs) : pollMs;
    cancelPoll = clock.schedule(() => void reload().then(poll), delayMs);
  };
  poll();
  const stopWatching = source.watch?.(() => void reload());

  return {
    get schema() {
      return current.gateway.schema;
    },
    get supergraphSdl() {
      return current.gateway.supergraphSdl;
    },
    get maxDepth() {
      return current.gateway.maxDepth;
    },
    get missing() {
      return loaded.missing;
    },
    async execute(request) {
      const generation = current;
      const release = generation.hold();
      try {
        return await generation.gateway.execute(request);
      } finally {
        release();
      }
    },
    async executeInParts(request) {
      const generation = current;
      const release = generation.hold();
      const answer = await generation.gateway.executeInParts(request);
      // An answer that comes in parts is finished by the gateway it began on.
      if ('next' in answer) void answer.ended.then(release);
      else release();
      return answer;
    },
    async subscribe(request) {
      const generation = current;
      const release = generation.hold();
      const stream = await generation.gateway.subscribe(request);
      // A running subscription keeps the gateway it began on.
      if ('next' in stream) void stream.ended.then(release);
      else release();
      return stream;
    },
    reload,
    onSchemaChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      cancelPoll();
      stopWatching?.();
      await queue;
      await Promise.all([...open].map((generation) => generation.close()));
      await source.close?.();
    },
  };
}

interface FirstLoad {
  readonly logger: GatewayLogger;
  readonly clock: TransportClock;
  readonly retryMs: number;
  readonly signal: AbortSignal | undefined;
}

async function loadFirst(
  source: SupergraphSource,
  { logger, clock, retryMs, signal }: FirstLoad,
): Promise<LoadedSupergraph> {
  let lastReason: string | undefined;
  for (;;) {
    try {
      signal?.throwIfAborted();
      return await source.load();
    } catch (error) {
      if (!(error instanceof SupergraphPendingError)) {
        await source.close?.();
        throw error;
      }
      if (error.message !== lastReason) logger.warn({ code: error.code }, error.message);
      lastReason = error.message;
      await new Promise<void>((resolve) => {
        const cancel = clock.schedule(resolve, retryMs);
        signal?.addEventListener(
          'abort',
          () => {
            cancel();
            resolve();
          },
          { once: true },
        );
      });
    }
  }
}
