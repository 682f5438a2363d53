import type { FlattenNodePathSegment, PlanNode } from '@graphql-hive/router-query-planner';
import { printPath } from '../plan/print-plan.ts';

/** How one fetch of a plan went. Times are in milliseconds; starts are counted from the operation's. */
interface FetchTiming {
  readonly startMs: number;
  readonly durationMs: number;
  /** How many entities were asked for; absent where none are. */
  readonly entities: number | undefined;
  /** `false` when there was no answer at all. */
  readonly isAnswered: boolean;
}

/** A step of a plan as clients read it, in `extensions.plan`. */
export type TracedStep =
  | {
      readonly kind: 'Fetch';
      readonly subgraph: string;
      /** For which places of the response, such as `products.@.reviews`. Absent at the root. */
      readonly paths?: readonly string[];
      readonly operation: string;
      readonly startMs?: number;
      readonly durationMs?: number;
      readonly entities?: number;
      readonly isAnswered?: boolean;
      /** Nothing was sent, for no entity was wanted. */
      readonly isSkipped?: true;
    }
  | { readonly kind: 'Sequence' | 'Parallel'; readonly steps: readonly TracedStep[] };

export interface TracedPlan {
  /** Whole time of the operation, planning included. */
  readonly durationMs: number;
  /** Until there was a plan; near 0 when it was known already. */
  readonly planningMs: number;
  /** `null` when no subgraph is needed. */
  readonly root: TracedStep | null;
}

/** Notes how the fetches of one operation go. */
export class PlanTrace {
  readonly #startedAt: number;
  readonly #plannedAt = performance.now();
  readonly #timings = new Map<object, FetchTiming>();

  /** @param startedAt When the operation began, by `performance.now()`. */
  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** Notes that a fetch is sent. The function that comes back is called when its answer is there, or lost. */
  begin(node: object, entities?: number): (isAnswered: boolean) => void {
    const begunAt = performance.now();
    return (isAnswered) => {
      const durationMs = round(performance.now() - begunAt);
      const startMs = round(begunAt - this.#startedAt);
      this.#timings.set(node, { startMs, durationMs, entities, isAnswered });
    };
  }

  /** The plan with all that was noted. */
  finish(node: PlanNode | undefined): TracedPlan {
    return {
      durationMs: round(performance.now() - this.#startedAt),
      planningMs: round(this.#plannedAt - this.#startedAt),
      root: node === undefined ? null : (this.#describe(node, []) ?? null),
    };
  }

  #describe(node: PlanNode, path: readonly FlattenNodePathSegment[]): TracedStep | undefined {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel': {
        const steps = node.nodes.flatMap((child) => this.#describe(child, path) ?? []);
        return { kind: node.kind, steps };
      }
      case 'Flatten':
        return this.#describe(node.node, [...path, ...node.path]);
      case 'Fetch':
        return this.#describeFetch(node, path.length > 0 ? [path] : []);
      case 'BatchFetch':
        return this.#describeFetch(
          node,
          node.entityBatch.aliases.flatMap(({ paths }) => paths),
        );
      default:
        return undefined;
    }
  }

  #describeFetch(
    node: Extract<PlanNode, { kind: 'Fetch' | 'BatchFetch' }>,
    paths: readonly (readonly FlattenNodePathSegment[])[],
  ): TracedStep {
    const timing = this.#timings.get(node);
    return {
      kind: 'Fetch',
      subgraph: node.serviceName,
      ...(paths.length > 0 && { paths: paths.map(printPath) }),
      operation: node.operation,
      ...(timing === undefined
        ? { isSkipped: true }
        : {
            startMs: timing.startMs,
            durationMs: timing.durationMs,
            ...(timing.entities !== undefined && { entities: timing.entities }),
            isAnswered: timing.isAnswered,
          }),
    };
  }
}

/** To a thousandth of a millisecond. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
