/** What a person at a terminal did that cannot be done, with what to do instead. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
