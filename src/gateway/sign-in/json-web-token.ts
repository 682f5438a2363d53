import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FetchImplementation,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import type { Caller } from './caller.ts';
import { SignInError } from './sign-in.error.ts';

/** Signatures by key pair. Symmetric ones are never taken: whoever can check those can also forge them. */
export const tokenAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

export interface TokenVerifierOptions {
  /** Where the issuer publishes its keys (JWKS), or the keys themselves. */
  readonly keys: URL | JSONWebKeySet;
  /** What the claim `iss` must be. */
  readonly issuer: string;
  /** What the claim `aud` must be or contain. */
  readonly audience: string;
  /** Default: all of `tokenAlgorithms`. */
  readonly algorithms?: readonly (typeof tokenAlgorithms)[number][];
  /** Default: 5. By how many seconds clocks may differ. */
  readonly clockToleranceSeconds?: number;
  /** Default: the clock of this machine. */
  readonly now?: () => Date;
  /** Default: the platform's. How keys are fetched. */
  readonly fetchKeys?: FetchImplementation;
}

export interface TokenVerifier {
  /**
   * The caller that a token names: `sub` as its id and the words of the claim `scope` as its scopes.
   *
   * @throws SignInError `UNAUTHENTICATED` for a token that is not good, `SIGN_IN_UNAVAILABLE` without keys.
   */
  verify(token: string): Promise<Caller>;
}

/**
 * Checks JSON Web Tokens: signature, algorithm, issuer, audience, expiry and not-before. Published keys are fetched on
 * first use and kept for 10 minutes; an unknown key makes them be fetched again, at most every 30 seconds.
 *
 * @throws GatewayConfigurationError for an empty issuer or audience, or an algorithm that is not taken.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { keys, issuer, audience, algorithms = tokenAlgorithms, now = () => new Date() } = options;
  assertOptions(issuer, audience, algorithms);
  const findKey = createKeyFinder(keys, options.fetchKeys);
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, findKey, {
          issuer,
          audience,
          algorithms: [...algorithms],
          clockTolerance: options.clockToleranceSeconds ?? 5,
          currentDate: now(),
          requiredClaims: ['exp', 'sub'],
        });
        return readCaller(payload);
      } catch (cause) {
        throw asSignInError(cause);
      }
    },
  };
}

function createKeyFinder(
  keys: URL | JSONWebKeySet,
  fetchKeys: FetchImplementation | undefined,
): JWTVerifyGetKey {
  if (!(keys instanceof URL)) return createLocalJWKSet(keys);
  return createRemoteJWKSet(keys, {
    timeoutDuration: 5_000,
    ...(fetchKeys ? { [customFetch]: fetchKeys } : {}),
  });
}

function readCaller({ sub, scope }: JWTPayload): Caller {
  const words = typeof scope === 'string' ? scope.split(' ').filter((word) => word !== '') : [];
  return { id: `token ${sub}`, scopes: new Set(words) };
}

/** Faults of the token are told in a few words; faults of the key server are ours and told without an address. */
function asSignInError(cause: unknown): SignInError {
  const reason = reasonOf(cause);
  if (reason === undefined) {
    return new SignInError(
      'SIGN_IN_UNAVAILABLE',
      'Tokens cannot be checked at the moment, for the keys of their issuer cannot be had. Try again in a minute.',
      { cause },
    );
  }
  return new SignInError(
    'UNAUTHENTICATED',
    `The Authorization header has a token that ${reason}. Get a new one from its issuer.`,
    { cause },
  );
}

function reasonOf(cause: unknown): string | undefined {
  if (cause instanceof errors.JWTExpired) return 'has expired';
  if (cause instanceof errors.JWTClaimValidationFailed) {
    return `has no good claim "${cause.claim}"`;
  }
  if (cause instanceof errors.JOSEAlgNotAllowed) {
    return 'is signed with an algorithm that is not taken';
  }
  if (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return 'is signed with a key that its issuer does not publish';
  }
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'has a wrong signature';
  if (
    cause instanceof errors.JWTInvalid ||
    cause instanceof errors.JWSInvalid ||
    cause instanceof errors.JOSENotSupported
  ) {
    return 'is no signed JSON Web Token';
  }
  return undefined;
}

function assertOptions(issuer: string, audience: string, algorithms: readonly string[]): void {
  for (const [name, value] of Object.entries({ issuer, audience })) {
    if (value !== '') continue;
    throw new GatewayConfigurationError(
      `[gateway] createTokenVerifier: "${name}" must be what tokens say, but it is empty. ` +
        'Without it tokens made for others would be taken.',
    );
  }
  const known: readonly string[] = tokenAlgorithms;
  const wrong = algorithms.find((algorithm) => !known.includes(algorithm));
  if (wrong === undefined && algorithms.length > 0) return;
  throw new GatewayConfigurationError(
    `[gateway] createTokenVerifier: "algorithms" must be some of ${tokenAlgorithms.join(', ')}, but got ` +
      `${wrong === undefined ? 'none' : `"${wrong}"`}.`,
  );
}
