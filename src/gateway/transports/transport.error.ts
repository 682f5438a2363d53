/** Codes of a subgraph that gave no usable answer. */
export type TransportErrorCode =
  | 'SUBGRAPH_UNREACHABLE'
  | 'SUBGRAPH_TIMEOUT'
  | 'SUBGRAPH_BAD_RESPONSE'
  | 'SUBGRAPH_RESPONSE_TOO_LARGE';

/** What clients read after the name of the subgraph; it tells nothing of addresses, headers or bodies. */
const clientReasons: Record<TransportErrorCode, string> = {
  SUBGRAPH_UNREACHABLE: 'could not be reached.',
  SUBGRAPH_TIMEOUT: 'did not answer in time.',
  SUBGRAPH_BAD_RESPONSE: 'gave an answer that is no GraphQL response.',
  SUBGRAPH_RESPONSE_TOO_LARGE: 'gave a larger answer than is accepted.',
};

/** A subgraph gave no usable answer. `message` is for the log; `clientReason` is for clients. */
export class TransportError extends Error {
  constructor(
    readonly code: TransportErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TransportError';
  }

  get clientReason(): string {
    return clientReasons[this.code];
  }
}
