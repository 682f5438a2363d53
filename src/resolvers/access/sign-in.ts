import type { DataSource } from 'typeorm';
import { type Scope, scopes } from '../operation-context.ts';
import { AccessError } from './access.error.ts';
import { findKey } from './api-key.repository.ts';
import { parseScopes } from './parse-scopes.ts';

/** Who asks, and what that one may do. */
export interface Identity {
  /** The same for every request with one credential. Null for the public. */
  id: string | null;
  /** `admin` brings all others with it. */
  scopes: ReadonlySet<Scope>;
}

/** Checks a token of somebody else's making. Throws for one that is not good. */
export type TokenCheck = (
  token: string,
) => Promise<{ readonly id: string | null; readonly scopes: ReadonlySet<string> }>;

/** Finds out who asks, by an `Authorization` header. */
export type SignIn = (authorization: string | undefined) => Promise<Identity>;

const nobody: Identity = { id: null, scopes: new Set() };
const allScopes: ReadonlySet<Scope> = new Set(scopes);

/**
 * Signs callers in by API keys, and by tokens where `checkToken` is given. No header is the public, which may read what is
 * public.
 *
 * The function that comes back throws UNAUTHENTICATED, HTTP 401, for a header that is neither, or a key that is unknown or
 * revoked, and SIGN_IN_UNAVAILABLE, HTTP 503, while the database of keys is away.
 */
export function createSignIn(database: DataSource, checkToken?: TokenCheck): SignIn {
  return async (authorization) => {
    if (authorization === undefined) return nobody;
    const credential = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
    if (/^rk_[\w-]{40}$/.test(credential)) {
      const known = await findKey(database, credential).catch(explainOutage);
      if (known !== null) return { id: `key ${known.prefix}`, scopes: withAll(known.scopes) };
    } else if (checkToken !== undefined && credential.split('.').length === 3) {
      const { id, scopes: words } = await checkToken(credential);
      return { id, scopes: withAll(parseScopes(words)) };
    }
    throw new AccessError(
      401,
      'UNAUTHENTICATED',
      'The Authorization header must be "Bearer" and an API key of this server ("rk_…") that has not been revoked. Leave the header out to read what is public.',
    );
  };
}

/**
 * Lets a caller through that holds a scope.
 *
 * @throws UNAUTHENTICATED, status 401, without a good credential; FORBIDDEN, status 403, when it lacks the scope.
 */
export async function authorize(
  signIn: SignIn,
  authorization: string | undefined,
  scope: Scope,
): Promise<void> {
  const identity = await signIn(authorization);
  if (identity.scopes.has(scope)) return;
  throw AccessError.lacking(scope, authorization !== undefined);
}

/** @throws SIGN_IN_UNAVAILABLE in place of an error that says that the database is away. */
function explainOutage(cause: unknown): never {
  const isAway = cause instanceof Error && 'code' in cause && cause.code === 'DATABASE_UNAVAILABLE';
  if (!isAway) throw cause;
  throw new AccessError(
    503,
    'SIGN_IN_UNAVAILABLE',
    'API keys cannot be looked up at the moment. Try again in a minute; what is public can be read without a key.',
    { cause },
  );
}

function withAll(granted: ReadonlySet<Scope>): ReadonlySet<Scope> {
  return granted.has('admin') ? allScopes : granted;
}
