import type { QueryPlanner as HivePlanner, PlanNode } from '@graphql-hive/router-query-planner';
import { type DocumentNode, print } from 'graphql';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import { loadPlannerBinding } from './planner-binding.ts';
import { PlanningError } from './planning.error.ts';

/** Finds the steps that answer an operation. */
export interface QueryPlanner {
  /**
   * Plans one operation. It must be valid against the public schema, ask for no introspection and be less
   * than 50 levels deep: the planner beneath assumes all three.
   *
   * @param percentage Which side of `@override(label: "percent(x)")` is taken: the new subgraph where x is above it.
   *   From 0 up to, but not including, 100. Default: just below 100, so that only `percent(100)` counts.
   * @returns the root of the plan, or `undefined` when nothing has to be fetched.
   * @throws PlanningError when no plan was found.
   */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    percentage?: number,
  ): Promise<PlanNode | undefined>;
  /** The shares of all `@override(label: "percent(x)")` of the supergraph, each once, from small to large. */
  readonly overridePercentages: readonly number[];
}

/** Planning runs beside the event loop; an operation that takes longer is given up. */
const planningTimeMs = 10_000;
/** Of `@override(label: "percent(x)")` only those with 100 percent are on at this figure. */
const noOverridePercentage = 99.999_999;

/**
 * A planner for one supergraph. Building it takes a few milliseconds; it holds native memory while it lives.
 *
 * @param overrideLabels Labels of `@override(label:)`, other than `percent(x)`, that are on: their fields are taken from the
 *   new subgraph. All others are off. Default: none.
 * @throws GatewayConfigurationError when the text is no supergraph, or no planner runs on this platform.
 */
export function createQueryPlanner(
  supergraphSdl: string,
  overrideLabels: readonly string[] = [],
): QueryPlanner {
  const planner = loadPlanner(supergraphSdl);
  const labels = new Set(overrideLabels);
  return {
    overridePercentages: [...new Set(planner.overridePercentages)].sort((a, b) => a - b),
    async plan(document, operationName, percentage = noOverridePercentage) {
      try {
        const plan = await planner.planAsync(
          print(document),
          operationName,
          labels,
          percentage,
          AbortSignal.timeout(planningTimeMs),
        );
        return plan.node;
      } catch (cause) {
        throw new PlanningError(cause);
      }
    },
  };
}

function loadPlanner(supergraphSdl: string): HivePlanner {
  const { QueryPlanner: Planner } = loadPlannerBinding();
  try {
    return new Planner(supergraphSdl);
  } catch (cause) {
    throw notSupergraph(cause);
  }
}

/** The error for a text that is no supergraph. */
export function notSupergraph(cause: unknown): GatewayConfigurationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GatewayConfigurationError(
    '[gateway] supergraphSdl: a supergraph of Federation 2 was expected, but it cannot be read ' +
      `(${reason}). Pass what composeSupergraph or a composition tool printed.`,
    { cause },
  );
}
