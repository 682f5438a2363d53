import { GraphQLError } from 'graphql';
import type { DataSource } from 'typeorm';
import type { Scope } from '../operation-context.ts';
import { AccessError } from './access.error.ts';
import { findKeyScopes } from './api-key.repository.ts';

const nobody: ReadonlySet<Scope> = new Set();

/**
 * What a caller may do, by its `Authorization` header. No header is the public, which may read what is public.
 *
 * @throws UNAUTHENTICATED, HTTP 401, for a header that is no key, or a key that is unknown or revoked.
 */
export async function signIn(
  database: DataSource,
  authorization: string | undefined,
): Promise<ReadonlySet<Scope>> {
  if (authorization === undefined) return nobody;
  const key = /^Bearer (rk_[\w-]{40})$/i.exec(authorization)?.[1];
  const granted = key === undefined ? null : await findKeyScopes(database, key);
  if (granted !== null) return granted;
  throw new AccessError(
    401,
    'UNAUTHENTICATED',
    'The Authorization header must be "Bearer" and an API key of this server ("rk_…") that has not been revoked. Leave the header out to read what is public.',
  );
}

/**
 * Lets a caller through that holds a scope.
 *
 * @throws UNAUTHENTICATED, status 401, without a good key; FORBIDDEN, status 403, when the key lacks the scope.
 */
export async function authorize(
  database: DataSource,
  authorization: string | undefined,
  scope: Scope,
): Promise<void> {
  const granted = await signIn(database, authorization);
  if (granted.has(scope) || granted.has('admin')) return;
  throw AccessError.lacking(scope, authorization !== undefined);
}

/** The same for the graph, where errors are GraphQL errors. */
export async function signInToGraph(
  database: DataSource,
  authorization: string | undefined,
): Promise<ReadonlySet<Scope>> {
  try {
    return await signIn(database, authorization);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    throw new GraphQLError(error.message, {
      extensions: { code: error.code, http: { status: error.statusCode } },
    });
  }
}
