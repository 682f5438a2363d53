import type { Delivery } from '../../schema/reports/delivery.entity.ts';
import type { DeliveryVerdict } from '../../schema/reports/delivery-verdict.enum.ts';
import type { Letter } from '../../schema/reports/letter.entity.ts';
import type { Run } from '../../schema/reports/run.entity.ts';

/** Who does something to a run. */
export interface RunRequestBy {
  id: string;
  /** For the record: `key rk_1a2b3c4d`, `user alice`. */
  by: string;
}

/** Who wants a letter mended, and why. */
export interface LetterRequest {
  letterId: string;
  by: string;
  reason: string | null;
}

/** What of a letter's data is not what it was made from. */
export interface LetterDifference {
  /** Where in the data: `council.officers.0.name`. */
  path: string;
  /** As JSON. */
  before: string;
  /** As JSON. */
  now: string;
}

/** How far a run is. */
export interface RunStanding {
  /** Null until its councils are looked up. */
  total: number | null;
  rendered: number;
  failed: number;
  pending: number;
  /** Messages. */
  sent: number;
  toSend: number;
  sendingFailed: number;
  inDoubt: number;
}

/**
 * Starts runs and moves them on, each step in a transaction of its own. Mutations and the terminal both come here; it is
 * put together where database, engine and resolvers meet. Its functions throw errors with a `code` of `docs/errors.md`.
 */
export interface RunDesk {
  startRun(request: {
    report: string;
    yearEnding: number;
    councils: Record<string, unknown> | null;
    by: string;
  }): Promise<Run>;
  /** @param request `leaveOutFailed` approves a run without the letters that failed. */
  approveRun(request: RunRequestBy & { leaveOutFailed: boolean }): Promise<Run>;
  issueRun(request: RunRequestBy): Promise<Run>;
  /** @param request `at` is ISO 8601, UTC; null is now. */
  publishRun(request: RunRequestBy & { at: string | null }): Promise<Run>;
  renderLetterAgain(request: LetterRequest): Promise<Letter>;
  correctLetter(request: LetterRequest): Promise<Run>;
  /**
   * Settles a message by a person's word. Null: there is none. Not settled: it was in no state in which that can be said.
   */
  settleDelivery(request: {
    id: string;
    verdict: DeliveryVerdict;
    by: string;
    reason: string | null;
  }): Promise<{ delivery: Delivery; isSettled: boolean } | null>;
  /** Empty where a letter is as the data of today would make it. Null where the data cannot be asked for here. */
  findDifferences(letters: readonly Letter[]): Promise<(LetterDifference[] | null)[]>;
  /** Of several runs, by their identifiers. */
  standings(runIds: readonly string[]): Promise<ReadonlyMap<string, RunStanding>>;
  /** Resolves when something may have changed: at the latest after a second. */
  nextChange(): Promise<void>;
}
