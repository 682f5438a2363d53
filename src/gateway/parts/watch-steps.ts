import type { StepWrapper } from '../run/compile-plan.ts';
import type { RunError } from '../run/operation-run.ts';
import type { PlannedStep } from './planned-steps.ts';

/**
 * Makes each fetch of a plan tell when it is done, with errors of its own, so that what a part says of them does not
 * depend on what else is done by then. Once nobody waits any more, nothing is sent.
 */
export function watchSteps<TContext>(steps: readonly PlannedStep[]): StepWrapper<TContext> {
  const places = new Map<object, number>(steps.map(({ node }, index) => [node, index]));
  return (node, step) => {
    const place = places.get(node);
    return (run) => {
      const { watch } = run;
      if (watch === undefined || place === undefined) return step(run);
      if (watch.isStopped) return undefined;
      const errors: RunError[] = [];
      const pending = step({ ...run, errors });
      if (pending !== undefined) return pending.then(() => watch.done(place, errors));
      watch.done(place, errors);
      return undefined;
    };
  };
}
