/** What is wrong with a credential. */
export type SignInErrorCode = 'UNAUTHENTICATED' | 'SIGN_IN_UNAVAILABLE';

/** A credential that cannot be taken (401), or that cannot be checked at the moment (503). */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly statusCode: 401 | 503;

  constructor(
    readonly code: SignInErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.statusCode = code === 'UNAUTHENTICATED' ? 401 : 503;
  }
}
