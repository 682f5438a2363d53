/** Codes of a subgraph that gave no usable answer. */
export type TransportErrorCode =
  | 'SUBGRAPH_UNREACHABLE'
  | 'SUBGRAPH_TIMEOUT'
  | 'SUBGRAPH_BAD_RESPONSE'
  | 'SUBGRAPH_RESPONSE_TOO_LARGE'
  | 'SUBGRAPH_PAUSED'
  | 'SUBGRAPH_BUSY';

/** What clients read after the name of the subgraph; it tells nothing of addresses, headers or bodies. */
const clientReasons: Record<TransportErrorCode, string> = {
  SUBGRAPH_UNREACHABLE: 'could not be reached.',
  SUBGRAPH_TIMEOUT: 'did not answer in time.',
  SUBGRAPH_BAD_RESPONSE: 'gave an answer that is no GraphQL response.',
  SUBGRAPH_RESPONSE_TOO_LARGE: 'gave a larger answer than is accepted.',
  SUBGRAPH_PAUSED: 'failed too often and is left alone for a moment.',
  SUBGRAPH_BUSY: 'has too many requests waiting.',
};

export interface TransportErrorOptions extends ErrorOptions {
  /** HTTP status of the answer, when there was one. */
  readonly statusCode?: number | undefined;
  /** How long the subgraph asked to be left alone, from `Retry-After`. */
  readonly retryAfterMs?: number | undefined;
}

/** A subgraph gave no usable answer. `message` is for the log; `clientReason` is for clients. */
export class TransportError extends Error {
  readonly statusCode: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly code: TransportErrorCode,
    message: string,
    options: TransportErrorOptions = {},
  ) {
    super(message, options);
    this.name = 'TransportError';
    this.statusCode = options.statusCode;
    this.retryAfterMs = options.retryAfterMs;
  }

  get clientReason(): string {
    return clientReasons[this.code];
  }
}
