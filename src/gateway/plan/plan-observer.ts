/** Is told what becomes of plans, for metrics and traces. */
export interface PlanObserver {
  /** Runs the making of one plan. */
  planning<Result>(run: () => Promise<Result>): Promise<Result>;
  /** An operation was about to run, and its plan was there (`hit`) or had to be made (`miss`). */
  looked(result: 'hit' | 'miss'): void;
  /** A plan was let go of for newer ones. */
  evicted(): void;
}

/** Looks away. */
export const noPlanObserver: PlanObserver = {
  planning: (run) => run(),
  looked: () => {},
  evicted: () => {},
};
