import { exportJWK, generateKeyPair, type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose';
import {
  createTokenVerifier,
  type TokenVerifier,
  type TokenVerifierOptions,
} from '../../../src/gateway/sign-in/json-web-token.ts';

/** The moment at which the tokens of these tests are made and checked. */
export const tokenNow = new Date('2026-07-01T12:00:00Z');

/** Somebody who issues tokens, with keys that last as long as the test. */
export interface TokenIssuer {
  readonly keys: JSONWebKeySet;
  /** Checks against `keys`, at `tokenNow`. */
  readonly verifier: TokenVerifier;
  /** A good token for `ann`, but for what `claims` and `header` change. A claim of `undefined` is left out. */
  sign(claims?: JWTPayload, header?: { kid?: string }): Promise<string>;
}

export const issuerName = 'https://issuer.example';
export const audienceName = 'redress';

export async function createTokenIssuer(
  options: Partial<TokenVerifierOptions> = {},
  algorithm = 'ES256',
): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = { ...(await exportJWK(publicKey)), kid: 'first', alg: algorithm };
  const keys = { keys: [key] };
  const seconds = tokenNow.getTime() / 1000;
  return {
    keys,
    verifier: createTokenVerifier({
      keys,
      issuer: issuerName,
      audience: audienceName,
      now: () => tokenNow,
      ...options,
    }),
    sign: (claims = {}, header = {}) => {
      const good = {
        iss: issuerName,
        aud: audienceName,
        sub: 'ann',
        iat: seconds,
        exp: seconds + 60,
      };
      return new SignJWT({ ...good, ...claims })
        .setProtectedHeader({ alg: algorithm, kid: 'first', ...header })
        .sign(privateKey);
    },
  };
}
