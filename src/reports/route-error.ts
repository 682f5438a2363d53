/** The codes of `RouteError`, each with its HTTP status. */
export const routeErrorStatus = {
  /** No letter is published at this address. An unpublished one looks the same. */
  LETTER_NOT_FOUND: 404,
  /** The address ends in something other than .html, .txt, .eml, .json or .pdf. */
  LETTER_FORMAT_UNKNOWN: 404,
  /** The `Accept` header takes none of the types that a report can be rendered as. */
  NOT_ACCEPTABLE: 406,
} as const satisfies Record<string, number>;

/** A code of `RouteError`. */
export type RouteErrorCode = keyof typeof routeErrorStatus;

/** A request that cannot be answered, in one sentence for whoever sent it. */
export class RouteError extends Error {
  override readonly name = 'RouteError';
  readonly code: RouteErrorCode;
  readonly statusCode: number;

  constructor(code: RouteErrorCode, message: string) {
    super(message);
    this.code = code;
    this.statusCode = routeErrorStatus[code];
  }
}
