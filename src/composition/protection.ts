import type { Settings } from '../config/settings.ts';
import type { GatewayProtection } from '../gateway/server/gateway-protection.ts';
import { readOperationManifest } from '../gateway/server/operation-manifest.ts';
import type { PersistedOperations } from '../gateway/server/persisted-operations.ts';
import { createTokenVerifier, type TokenVerifier } from '../gateway/sign-in/json-web-token.ts';

/**
 * What the settings say of a gateway's protection.
 *
 * @throws GatewayConfigurationError when the manifest of operations cannot be read.
 */
export function readProtection({ protection }: Settings): GatewayProtection {
  const { jwt: _jwt, persistedOperations, ...others } = protection;
  return { ...others, persistedOperations: readPersistedOperations(persistedOperations) };
}

function readPersistedOperations(
  setting: Settings['protection']['persistedOperations'],
): PersistedOperations {
  if (typeof setting === 'string') return { mode: setting };
  return { mode: 'safelist', operations: readOperationManifest(setting.manifest) };
}

/** Checks tokens as the settings say. `undefined` where they name no issuer. */
export function createTokenCheck({ protection }: Settings): TokenVerifier | undefined {
  if (protection.jwt === undefined) return undefined;
  const { jwksUrl, issuer, audience } = protection.jwt;
  return createTokenVerifier({ keys: new URL(jwksUrl), issuer, audience });
}
