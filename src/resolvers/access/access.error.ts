import type { Scope } from '../operation-context.ts';

/** Why a route cannot be used: no key (401), a key without the scope (403), or one that cannot be looked up (503). */
export class AccessError extends Error {
  override readonly name = 'AccessError';

  constructor(
    readonly statusCode: 401 | 403 | 503,
    readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'SIGN_IN_UNAVAILABLE',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** For a caller without a scope. */
  static lacking(scope: Scope, hasKey: boolean): AccessError {
    const sentence = `This needs the scope "${scope}". Send an API key that has it as "Authorization: Bearer rk_…".`;
    return hasKey
      ? new AccessError(403, 'FORBIDDEN', sentence)
      : new AccessError(401, 'UNAUTHENTICATED', sentence);
  }
}
