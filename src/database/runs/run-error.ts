/** Why something cannot be done to a run or a letter. */
export type RunErrorCode =
  /** There is no such run. */
  | 'RUN_NOT_FOUND'
  /** The run is not at the stage at which this can be done. */
  | 'RUN_STATE_WRONG'
  /** Letters of the run are not rendered, or failed. */
  | 'RUN_NOT_READY'
  /** Who started a run may not approve it. */
  | 'RUN_NEEDS_ANOTHER_PERSON'
  /** Data of a letter have changed since it was rendered. */
  | 'RUN_DATA_CHANGED'
  /** The council has had its letter of the year already. */
  | 'LETTER_ALREADY_ISSUED'
  /** The letter cannot be rendered again or corrected as it stands. */
  | 'LETTER_STATE_WRONG'
  /** The graph could not be asked what this needs to know. */
  | 'RUN_NEEDS_GRAPH'
  /** There is no such letter. */
  | 'RUN_LETTER_NOT_FOUND';

/** Something that cannot be done to a run or a letter, for whoever asked for it. */
export class RunError extends Error {
  override readonly name = 'RunError';

  constructor(
    readonly code: RunErrorCode,
    message: string,
  ) {
    super(message);
  }
}
