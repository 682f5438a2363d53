import { createHash, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ApiKey } from '../../schema/access/api-key.entity.ts';
import { type Scope, scopes } from '../operation-context.ts';

/** A key as it is shown, once. */
export interface CreatedApiKey {
  /** The whole key, `rk_` and 40 characters. It is not kept. */
  key: string;
  prefix: string;
}

/**
 * Makes a key.
 *
 * @param now ISO 8601, UTC.
 */
export async function createApiKey(
  database: DataSource,
  name: string,
  granted: readonly Scope[],
  now: string,
): Promise<CreatedApiKey> {
  const key = `rk_${randomBytes(30).toString('base64url')}`;
  const prefix = key.slice(0, 11);
  await database.getRepository(ApiKey).insert({
    prefix,
    hash: hashKey(key),
    name,
    scopes: [...granted],
    createdAt: now,
    revokedAt: null,
  });
  return { key, prefix };
}

/** Whose key it is and what it grants. */
export interface KnownKey {
  prefix: string;
  scopes: ReadonlySet<Scope>;
}

/** What a key grants. Null when it is unknown or revoked. Asked at every request, so that revoking takes hold at once. */
export async function findKey(database: DataSource, key: string): Promise<KnownKey | null> {
  const row = await database.getRepository(ApiKey).findOneBy({ hash: hashKey(key) });
  if (row === null || row.revokedAt !== null) return null;
  return {
    prefix: row.prefix,
    scopes: new Set(scopes.filter((scope) => row.scopes.includes(scope))),
  };
}

/** All keys, the first made first. */
export function listApiKeys(database: DataSource): Promise<ApiKey[]> {
  return database.getRepository(ApiKey).find({ order: { createdAt: 'ASC', prefix: 'ASC' } });
}

/**
 * Ends a key.
 *
 * @returns Whether there was a good key of that prefix.
 */
export async function revokeApiKey(
  database: DataSource,
  prefix: string,
  now: string,
): Promise<boolean> {
  const keys = database.getRepository(ApiKey);
  const row = await keys.findOneBy({ prefix });
  if (row === null || row.revokedAt !== null) return false;
  await keys.update({ prefix }, { revokedAt: now });
  return true;
}

function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
