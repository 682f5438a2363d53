/** No plan was found for a valid operation, or not in time. `cause` says why, for the log. */
export class PlanningError extends Error {
  constructor(cause: unknown) {
    super(`No plan was found: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'PlanningError';
  }
}
