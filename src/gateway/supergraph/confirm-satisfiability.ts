import type { QueryPlanner } from '@graphql-hive/router-query-planner';
import { type GraphQLError, parse } from 'graphql';
import { loadPlannerBinding } from '../plan/planner-binding.ts';

/**
 * Those of composition's errors that hold. Composition (0.27.0) cannot follow some `@requires` with fragments and
 * then says that an operation cannot be satisfied; where the planner has a plan for that very operation, it can.
 *
 * @param supergraphSdl what composition gives when it does not look at satisfiability
 */
export function confirmSatisfiability(
  errors: readonly GraphQLError[],
  supergraphSdl: string,
): readonly GraphQLError[] {
  const { QueryPlanner: Planner } = loadPlannerBinding();
  const planner = new Planner(supergraphSdl);
  return errors.filter((error) => {
    const operation = operationOf(error.message);
    return operation === undefined || !canPlan(planner, operation);
  });
}

export function isSatisfiabilityError(error: GraphQLError): boolean {
  return error.extensions.code === 'SATISFIABILITY_ERROR';
}

/** The operation that an error of satisfiability quotes. */
function operationOf(message: string): string | undefined {
  return /supergraph API query:\n([\s\S]*?)\ncannot be satisfied/.exec(message)?.[1];
}

function canPlan(planner: QueryPlanner, operation: string): boolean {
  try {
    parse(operation, { noLocation: true });
    planner.plan(operation, undefined, new Set(), 0);
    return true;
  } catch {
    return false;
  }
}
