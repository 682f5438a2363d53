/** A supergraph as a source has it at one moment. */
export interface LoadedSupergraph {
  readonly supergraphSdl: string;
  /** Names of subgraphs that have never been reached and are left out until they are. */
  readonly missing: readonly string[];
}

/** Where a gateway gets its supergraph from, again and again. */
export interface SupergraphSource {
  /**
   * The supergraph as it is now.
   *
   * @throws SupergraphPendingError when waiting may help; any other error says what has to be mended.
   */
  load(): Promise<LoadedSupergraph>;
  /** Set where a source can tell of changes by itself, so that they are found before the next poll. What comes back stops it. */
  watch?(onChange: () => void): () => void;
  /** Frees what the source holds. */
  close?(): Promise<void>;
}

/** There is no supergraph yet because subgraphs that it needs cannot be reached. Waiting may help. */
export class SupergraphPendingError extends Error {
  override readonly name = 'SupergraphPendingError';
  readonly code = 'SUPERGRAPH_PENDING';
}
