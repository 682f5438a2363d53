import type { AnswerPolicy } from '../caching/answer-policy.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import type { ResponsePath } from './flatten-path.ts';
import type { PlanTrace } from './plan-trace.ts';

/** An error as clients will see it, but for its path, which may still lead to something they did not ask for. */
export interface RunError {
  readonly path: ResponsePath | undefined;
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  /**
   * Set when a whole fetch was lost: the fields it would have brought, each with its path. The error then
   * stands for those of them that the client asked for, or for `path` when it asked for none.
   */
  readonly lost?: readonly ResponsePath[];
}

/** The state of one operation while its plan runs. */
export interface OperationRun<TContext> {
  /** The client's variables after coercion, defaults filled in. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly contextValue: TContext;
  /** All that was fetched so far, by response key. */
  readonly data: ResponseObject;
  readonly errors: RunError[];
  /** Set when the client is told how its plan went. */
  readonly trace?: PlanTrace | undefined;
  /** Set when it is asked how the answer may be kept. */
  readonly policy?: AnswerPolicy | undefined;
  /** Set when the answer is given in parts: is told of each step that is done. */
  readonly watch?: StepWatch | undefined;
}

/** Follows the steps of one operation whose answer is given in parts. */
export interface StepWatch {
  /** Whether nothing more is to be fetched. */
  readonly isStopped: boolean;
  /** Notes that a step, by its place in the plan, is done, and what went wrong in it. */
  done(step: number, errors: readonly RunError[]): void;
}

/** A step of a plan, compiled. Gives a promise only when it has to wait. */
export type PlanStep<TContext> = (run: OperationRun<TContext>) => undefined | Promise<void>;
