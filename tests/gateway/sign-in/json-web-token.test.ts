import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createTokenVerifier } from '../../../src/gateway/sign-in/json-web-token.ts';
import { audienceName, createTokenIssuer, issuerName, tokenNow } from './token-issuer.ts';

const seconds = tokenNow.getTime() / 1000;

function refusal(reason: string) {
  return {
    statusCode: 401,
    code: 'UNAUTHENTICATED',
    message: `The Authorization header has a token that ${reason}. Get a new one from its issuer.`,
  };
}

describe('createTokenVerifier', () => {
  it('gives the caller of a good token, with the words of its scope', async () => {
    const { verifier, sign } = await createTokenIssuer();
    expect(await verifier.verify(await sign({ scope: 'casework:read  letters:read' }))).toEqual({
      id: 'token ann',
      scopes: new Set(['casework:read', 'letters:read']),
    });
    expect((await verifier.verify(await sign())).scopes).toEqual(new Set());
  });

  it.each(['RS256', 'PS256', 'ES384', 'EdDSA'])('takes a signature by %s', async (algorithm) => {
    const { verifier, sign } = await createTokenIssuer({}, algorithm);
    expect(await verifier.verify(await sign())).toMatchObject({ id: 'token ann' });
  });

  it('lets clocks differ by 5 seconds and no more', async () => {
    const { verifier, sign } = await createTokenIssuer();
    await expect(verifier.verify(await sign({ exp: seconds - 4 }))).resolves.toBeDefined();
    await expect(verifier.verify(await sign({ exp: seconds - 5 }))).rejects.toMatchObject(
      refusal('has expired'),
    );
    await expect(verifier.verify(await sign({ nbf: seconds + 5 }))).resolves.toBeDefined();
    await expect(verifier.verify(await sign({ nbf: seconds + 6 }))).rejects.toMatchObject(
      refusal('has no good claim "nbf"'),
    );
  });

  it.each([
    ['iss', 'https://other.example'],
    ['aud', 'another service'],
    ['exp', undefined],
    ['sub', undefined],
  ])('refuses a token whose %s is %s', async (claim, value) => {
    const { verifier, sign } = await createTokenIssuer();
    await expect(verifier.verify(await sign({ [claim]: value }))).rejects.toMatchObject(
      refusal(`has no good claim "${claim}"`),
    );
  });

  it('refuses a token signed with a key that the issuer does not publish', async () => {
    const { verifier } = await createTokenIssuer();
    const other = await createTokenIssuer();
    await expect(verifier.verify(await other.sign())).rejects.toMatchObject(
      refusal('has a wrong signature'),
    );
    await expect(verifier.verify(await other.sign({}, { kid: 'second' }))).rejects.toMatchObject(
      refusal('is signed with a key that its issuer does not publish'),
    );
  });

  it('refuses tokens without a signature, and ones signed with the public key as a password', async () => {
    const { verifier, keys } = await createTokenIssuer();
    const claims = { iss: issuerName, aud: audienceName, sub: 'ann', exp: seconds + 60 };
    await expect(verifier.verify(new UnsecuredJWT(claims).encode())).rejects.toMatchObject({
      statusCode: 401,
    });
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .sign(new TextEncoder().encode(JSON.stringify(keys.keys[0])));
    await expect(verifier.verify(confused)).rejects.toMatchObject(
      refusal('is signed with an algorithm that is not taken'),
    );
  });

  it('takes no algorithm that was left out', async () => {
    const { verifier, sign } = await createTokenIssuer({ algorithms: ['RS256'] });
    await expect(verifier.verify(await sign())).rejects.toMatchObject(
      refusal('is signed with an algorithm that is not taken'),
    );
  });

  it.each(['', 'x', 'a.b.c', '..', 'e30.e30.e30', `${'a'.repeat(10_000)}.b.c`, '💥.💥.💥'])(
    'refuses %j as no token',
    async (text) => {
      const { verifier } = await createTokenIssuer();
      await expect(verifier.verify(text)).rejects.toMatchObject({ statusCode: 401 });
    },
  );

  it('fetches published keys once, and says that it cannot check while there are none', async () => {
    const issuer = await createTokenIssuer();
    let fetched = 0;
    let up = false;
    const server = createServer((_request, response) => {
      fetched++;
      response.statusCode = up ? 200 : 500;
      response.end(JSON.stringify(issuer.keys));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const verifier = createTokenVerifier({
      keys: new URL(`http://127.0.0.1:${port}/jwks.json`),
      issuer: issuerName,
      audience: audienceName,
      now: () => tokenNow,
    });
    await expect(verifier.verify(await issuer.sign())).rejects.toMatchObject({
      statusCode: 503,
      code: 'SIGN_IN_UNAVAILABLE',
      message:
        'Tokens cannot be checked at the moment, for the keys of their issuer cannot be had. Try again in a minute.',
    });
    up = true;
    const tokens = await Promise.all([issuer.sign(), issuer.sign(), issuer.sign()]);
    fetched = 0;
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(fetched).toBe(1);
    await new Promise((resolve) => server.close(resolve));
  });

  describe('misuse', () => {
    it('refuses an empty issuer or audience', () => {
      expect(() =>
        createTokenVerifier({ keys: { keys: [] }, issuer: '', audience: audienceName }),
      ).toThrow(
        '[gateway] createTokenVerifier: "issuer" must be what tokens say, but it is empty. Without it tokens made for others would be taken.',
      );
    });

    it('refuses algorithms that whoever checks could also sign with', () => {
      expect(() =>
        createTokenVerifier({
          keys: { keys: [] },
          issuer: issuerName,
          audience: audienceName,
          algorithms: ['HS256' as 'RS256'],
        }),
      ).toThrow(
        '[gateway] createTokenVerifier: "algorithms" must be some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519, but got "HS256".',
      );
    });
  });
});
