/** The codes of `StudioError`, each with its HTTP status. */
const studioErrorStatus = {
  /** The request has not the fields that it needs. */
  STUDIO_REQUEST_INVALID: 400,
  /** A page of another site asked. */
  STUDIO_FOREIGN_ORIGIN: 403,
  /** Live data was asked for where there is none. */
  STUDIO_NO_DATA: 409,
  /** A letter that cannot be made cannot be sent. */
  STUDIO_LETTER_BROKEN: 422,
  /** Not exactly one address to send to. */
  STUDIO_ADDRESS_INVALID: 400,
  /** Too many test mails in a minute. */
  STUDIO_TOO_MANY_MAILS: 429,
  /** The mail server did not take the mail. */
  STUDIO_MAIL_REFUSED: 424,
} as const satisfies Record<string, number>;

/** A request of the studio that cannot be answered, in a sentence for its author. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly code: keyof typeof studioErrorStatus;
  readonly statusCode: number;

  constructor(code: keyof typeof studioErrorStatus, message: string) {
    super(message);
    this.code = code;
    this.statusCode = studioErrorStatus[code];
  }
}
