import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import {
  createGatewayServer,
  type GatewayServerOptions,
} from '../../../src/gateway/server/create-gateway-server.ts';
import type { MarketContext } from '../fixture/market.fields.ts';
import { createMarketGateway, silentLogger } from '../fixture/market.gateway.ts';

/** The market's gateway behind HTTP. */
export interface MarketServer {
  readonly app: FastifyInstance;
  /** `http://127.0.0.1:…/graphql` */
  readonly url: string;
  /** Sends JSON by POST. */
  post(body: unknown, headers?: Record<string, string>): Promise<Reply>;
  close(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what came is what the tests are about.
  readonly json: any;
}

export async function openMarketServer(
  options: Partial<GatewayServerOptions<MarketContext>> = {},
): Promise<MarketServer> {
  const gateway = options.gateway ?? createMarketGateway();
  const app = await createGatewayServer<MarketContext>({
    gateway,
    createContext: () => ({ counter: 0 }),
    logger: silentLogger,
    ...options,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  return {
    app,
    url,
    post: (body, headers = {}) =>
      readReply(
        fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    close: async () => {
      await app.close();
      await gateway.close();
    },
  };
}

/** Reads an answer to its end; `json` is undefined when it is none. */
export async function readReply(pending: Promise<Response>): Promise<Reply> {
  const response = await pending;
  const text = await response.text();
  const { status, headers } = response;
  const isJson = /json/.test(headers.get('content-type') ?? '');
  return { status, headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** The codes of the errors of an answer. */
export function codesOf({ json }: Reply): unknown[] {
  const errors: { extensions?: { code?: unknown } }[] = json?.errors ?? [];
  return errors.map(({ extensions }) => extensions?.code);
}
