import type { Plan } from './plan.ts';

/** What the plan panel has to show. */
export type PlanState =
  /** Nothing was run since the panel was opened. */
  | { readonly kind: 'idle' }
  /** An operation is under way. */
  | { readonly kind: 'waiting' }
  /** The last operation was sent without a credential. */
  | { readonly kind: 'unsigned' }
  /** The credential lacks the scope. */
  | { readonly kind: 'forbidden' }
  /** The last operation has no plan: it was refused, or is a subscription. */
  | { readonly kind: 'none' }
  | { readonly kind: 'plan'; readonly plan: Plan };

/** The state of the plan panel, shared by the panel and the fetcher. */
export class PlanStore {
  #state: PlanState = { kind: 'idle' };
  #watchers = 0;
  readonly #listeners = new Set<() => void>();

  /** Whether the panel is open: only then are plans asked for. */
  get isWatched(): boolean {
    return this.#watchers > 0;
  }

  readonly read = (): PlanState => this.#state;

  /** Calls `listener` after each change, until the function that comes back is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Says that the panel is open, until the function that comes back is called. */
  readonly watch = (): (() => void) => {
    this.#watchers += 1;
    return () => {
      this.#watchers -= 1;
    };
  };

  set(state: PlanState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
