import type { FigureFreeze } from '../../schema/decisions/figure-freeze.entity.ts';

/** Who changes casework, and why. */
export interface CaseworkRequest {
  /** For the record: `key rk_1a2b3c4d`, `user alice`. */
  by: string;
}

/** What was taken out. */
export interface WithdrawnRecords {
  reference: string;
  recommendations: number;
}

/** Which figures are frozen, or live again. */
export interface YearRequest extends CaseworkRequest {
  yearEnding: number;
  /** Codes of councils. Null: the whole year. */
  councils: readonly string[] | null;
}

/**
 * Changes casework and figures, each in a transaction of its own. Mutations and the terminal both come here; it is put
 * together where database and resolvers meet.
 */
export interface CaseworkDesk {
  /**
   * Takes a decision out with its recommendations.
   *
   * @param request `reference` as it is stored, `19 007 429`.
   * @returns null when there is none.
   */
  withdrawDecision(
    request: CaseworkRequest & { reference: string; reason: string },
  ): Promise<WithdrawnRecords | null>;

  /** Freezes figures as they are now. Null when all were frozen already, or nothing is known of the year. */
  freezeYear(request: YearRequest): Promise<FigureFreeze | null>;

  /** Makes figures live again. Null when none was frozen. */
  unfreezeYear(request: YearRequest): Promise<FigureFreeze | null>;
}
