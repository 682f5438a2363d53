import { buildSchema, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { GatewayServerOptions } from '../../../src/gateway/server/create-gateway-server.ts';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { SignInError } from '../../../src/gateway/sign-in/sign-in.error.ts';
import { createMarketGateway, silentLogger } from '../fixture/market.gateway.ts';

type Options = Partial<GatewayServerOptions<{ counter: number }>>;

async function getSchema(options: Options = {}) {
  const gateway = createMarketGateway();
  const app = await createGatewayServer({
    gateway,
    createContext: () => ({ counter: 0 }),
    logger: silentLogger,
    ...options,
  });
  const response = await app.inject('/schema.graphql');
  await app.close();
  return { response, schema: gateway.schema };
}

describe('GET /schema.graphql', () => {
  it('gives the public schema, which builds as it is', async () => {
    const { response, schema } = await getSchema();
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/graphql; charset=utf-8');
    expect(printSchema(buildSchema(response.body))).toBe(printSchema(schema));
    expect(response.body).not.toMatch(/join__|@inaccessible|hidden/);
  });

  it('keeps the schema from those who may not ask for it', async () => {
    const { response } = await getSchema({ introspection: 'signed-in' });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toEqual({
      errors: [
        {
          message: 'The schema is shown to callers who are signed in. Send a credential.',
          extensions: { code: 'INTROSPECTION_DISABLED' },
        },
      ],
    });
    const caller = { id: 'key rk_1', scopes: new Set<string>() };
    const signedIn = await getSchema({ introspection: 'signed-in', identify: () => caller });
    expect(signedIn.response.statusCode).toBe(200);
    const nobody = await getSchema({ introspection: 'nobody', identify: () => caller });
    expect(nobody.response.statusCode).toBe(403);
  });

  it('refuses a credential that is not good', async () => {
    const { response } = await getSchema({
      identify: () => {
        throw new SignInError('UNAUTHENTICATED', 'The key is unknown.');
      },
    });
    expect(response.statusCode).toBe(401);
  });
});
