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
}
