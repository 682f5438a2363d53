import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import type { Caller } from './caller.ts';
import type { TokenVerifier } from './json-web-token.ts';
import { SignInError } from './sign-in.error.ts';

/** Header in which a gateway proves to a subgraph that it is one. */
export const gatewaySecretHeader = 'x-gateway-secret';
/** Header in which a gateway says for whom it asks. Read only beside a good secret. */
export const gatewayCallerHeader = 'x-gateway-caller';

/** Shorter secrets can be guessed. */
const minimumSecretLength = 16;

/** Headers as Node gives them: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The headers with which a gateway asks a remote subgraph on behalf of `caller`.
 *
 * @param secret Shared by gateway and subgraph, at least 16 characters of printable ASCII.
 * @throws GatewayConfigurationError for a secret that is too short or cannot be a header.
 */
export function gatewayHeaders(secret: string, caller: Caller): Record<string, string> {
  assertSecret(secret);
  const { id, scopes } = caller;
  const described = JSON.stringify({ id, scopes: [...scopes] });
  return {
    [gatewaySecretHeader]: secret,
    [gatewayCallerHeader]: Buffer.from(described).toString('base64url'),
  };
}

export interface SubgraphDoorOptions {
  /** Secrets that gateways may send; several while one is being replaced. */
  readonly secrets?: readonly string[];
  /** Checks JSON Web Tokens of callers that come without a gateway. */
  readonly tokens?: TokenVerifier;
}

/**
 * The door of a remote subgraph: gives the caller of a request that brings a gateway's secret or a token that is
 * trusted, and refuses all others. Nothing of `x-gateway-caller` is believed without the secret.
 *
 * The function that comes back throws SignInError.
 *
 * @throws GatewayConfigurationError without a way in, or for a secret that is too short.
 */
export function createSubgraphDoor({
  secrets = [],
  tokens,
}: SubgraphDoorOptions): (headers: RequestHeaders) => Promise<Caller> {
  for (const secret of secrets) assertSecret(secret);
  if (secrets.length === 0 && tokens === undefined) {
    throw new GatewayConfigurationError(
      '[gateway] createSubgraphDoor: a secret or a token verifier was expected, but got neither. ' +
        'Give one, or nobody can enter.',
    );
  }
  const digests = secrets.map(digest);
  return async (headers) => {
    const secret = headers[gatewaySecretHeader];
    if (typeof secret === 'string' && isAmong(digest(secret), digests)) {
      return readCaller(headers[gatewayCallerHeader]);
    }
    const authorization = headers.authorization;
    const token =
      typeof authorization === 'string' ? /^Bearer (\S+)$/i.exec(authorization)?.[1] : undefined;
    if (secret === undefined && token !== undefined && tokens !== undefined) {
      return tokens.verify(token);
    }
    throw new SignInError(
      'UNAUTHENTICATED',
      'This subgraph answers gateways that send its secret, and callers whose token it trusts. ' +
        'Ask the gateway instead.',
    );
  };
}

const callerSchema = z.object({ id: z.string().nullable(), scopes: z.array(z.string()) });

function readCaller(header: RequestHeaders[string]): Caller {
  try {
    const described: unknown = JSON.parse(
      Buffer.from(String(header), 'base64url').toString('utf8'),
    );
    const { id, scopes } = callerSchema.parse(described);
    return { id, scopes: new Set(scopes) };
  } catch {
    throw new SignInError(
      'UNAUTHENTICATED',
      `The header ${gatewayCallerHeader} must say for whom the gateway asks, but it cannot be read. ` +
        'Use gatewayHeaders of the same version on both sides.',
    );
  }
}

function isAmong(given: Buffer, known: readonly Buffer[]): boolean {
  let found = false;
  // Compares with all of them, so that time tells nothing.
  for (const one of known) if (timingSafeEqual(given, one)) found = true;
  return found;
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function assertSecret(secret: string): void {
  if (secret.length >= minimumSecretLength && /^[\x21-\x7e]+$/.test(secret)) return;
  throw new GatewayConfigurationError(
    `[gateway] the secret of gateway and subgraphs must have at least ${minimumSecretLength} printable ASCII ` +
      `characters without spaces, but got ${secret.length} characters. Make one with: openssl rand -hex 32`,
  );
}
