import { describe, expect, it } from 'vitest';
import {
  createSubgraphDoor,
  gatewayCallerHeader,
  gatewayHeaders,
  gatewaySecretHeader,
} from '../../../src/gateway/sign-in/gateway-secret.ts';
import { createTokenIssuer } from './token-issuer.ts';

const secret = 'a-secret-of-gateways-0001';
const next = 'a-secret-of-gateways-0002';
const ann = { id: 'key rk_1', scopes: new Set(['casework:read', 'é']) };

describe('createSubgraphDoor', () => {
  it('lets a gateway in with its secret and believes whom it asks for', async () => {
    const enter = createSubgraphDoor({ secrets: [secret] });
    expect(await enter(gatewayHeaders(secret, ann))).toEqual(ann);
  });

  it('takes the old and the new secret while it is being replaced', async () => {
    const enter = createSubgraphDoor({ secrets: [next, secret] });
    expect(await enter(gatewayHeaders(secret, ann))).toEqual(ann);
    expect(await enter(gatewayHeaders(next, ann))).toEqual(ann);
  });

  it('refuses a request without a secret, with a wrong one, and one that only names a caller', async () => {
    const enter = createSubgraphDoor({ secrets: [secret] });
    const claims = gatewayHeaders(next, ann);
    for (const headers of [{}, claims, { [gatewayCallerHeader]: claims[gatewayCallerHeader] }]) {
      await expect(enter(headers)).rejects.toMatchObject({
        statusCode: 401,
        code: 'UNAUTHENTICATED',
        message:
          'This subgraph answers gateways that send its secret, and callers whose token it trusts. Ask the gateway instead.',
      });
    }
  });

  it('lets a caller in whose token it trusts, with the scopes of the token only', async () => {
    const issuer = await createTokenIssuer();
    const enter = createSubgraphDoor({ secrets: [secret], tokens: issuer.verifier });
    const authorization = `Bearer ${await issuer.sign({ scope: 'letters:read' })}`;
    const forged = gatewayHeaders(secret, ann)[gatewayCallerHeader];
    expect(await enter({ authorization, [gatewayCallerHeader]: forged })).toEqual({
      id: 'token ann',
      scopes: new Set(['letters:read']),
    });
    await expect(enter({ authorization: 'Bearer x.y.z' })).rejects.toMatchObject({
      statusCode: 401,
    });
  });

  it('does not take a token in place of a secret that is wrong', async () => {
    const issuer = await createTokenIssuer();
    const enter = createSubgraphDoor({ secrets: [secret], tokens: issuer.verifier });
    const authorization = `Bearer ${await issuer.sign()}`;
    await expect(enter({ authorization, [gatewaySecretHeader]: next })).rejects.toMatchObject({
      statusCode: 401,
    });
  });

  describe('misuse', () => {
    it('refuses a door without a way in', () => {
      expect(() => createSubgraphDoor({})).toThrow(
        '[gateway] createSubgraphDoor: a secret or a token verifier was expected, but got neither. Give one, or nobody can enter.',
      );
    });

    it('refuses a secret that can be guessed', () => {
      const message =
        '[gateway] the secret of gateway and subgraphs must have at least 16 printable ASCII characters without spaces, but got 5 characters. Make one with: openssl rand -hex 32';
      expect(() => createSubgraphDoor({ secrets: ['short'] })).toThrow(message);
      expect(() => gatewayHeaders('short', ann)).toThrow(message);
    });

    it('refuses a gateway whose caller cannot be read', async () => {
      const enter = createSubgraphDoor({ secrets: [secret] });
      await expect(
        enter({ [gatewaySecretHeader]: secret, [gatewayCallerHeader]: 'bm9uc2Vuc2U' }),
      ).rejects.toThrow(
        'The header x-gateway-caller must say for whom the gateway asks, but it cannot be read. Use gatewayHeaders of the same version on both sides.',
      );
    });
  });
});
