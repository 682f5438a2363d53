import { z } from 'zod';
import type { ConfigurationProblem } from './configuration.error.ts';
import { wholeNumber } from './whole-number.ts';

/** Limits of one request, as `REDRESS_LIMITS` names them. What each means, and its default, is in docs/gateway.md. */
export const limitNames = [
  'maxTokens',
  'maxDepth',
  'maxAliases',
  'maxRootFields',
  'maxFields',
  'maxDirectives',
  'maxRepeatedFields',
  'maxVariablesDepth',
  'maxBodyBytes',
  'maxBatchSize',
  'maxCost',
  'assumedListSize',
] as const;
type LimitName = (typeof limitNames)[number];

/** How the gateway protects itself. */
export interface ProtectionSettings {
  /** Whose JSON Web Tokens are taken. Default: nobody's. */
  jwt: { jwksUrl: string; issuer: string; audience: string } | undefined;
  /** Who may ask for the schema. Default: `signed-in` where `NODE_ENV` is `production`, else `everyone`. */
  introspection: 'everyone' | 'signed-in' | 'nobody';
  /** Operations a second that one caller may send, and how many at once. Default: no limit. */
  rateLimit: { perSecond: number; burst: number } | undefined;
  /** Operations under way at one time. Default: 500. */
  maxConcurrentOperations: number;
  /** Subscriptions open at one time. Default: 1000. */
  maxSubscriptions: number;
  /** Milliseconds in which a client must have sent a request. Default: 30000. */
  requestTimeoutMs: number;
  /** Milliseconds after which a silent subscription says that it is still there. Default: 12000. */
  heartbeatMs: number;
  /** Whose `X-Forwarded-For` is believed: everybody's, nobody's, or that of these addresses. Default: nobody's. */
  trustProxy: boolean | string;
  /** `automatic`, `off`, or the manifest of the only operations that are served. Default: `automatic`. */
  persistedOperations: 'automatic' | 'off' | { manifest: string };
  /** Those that are not at their defaults. */
  limits: Partial<Record<LimitName, number>>;
}

const rateExpected = 'must be a number of operations a second above 0, for example 50 or 0.5';

/** How each of these settings is read. */
export const protectionVariables = {
  NODE_ENV: z.string().optional(),
  REDRESS_JWKS_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be an http or https address, for example https://id.example.org/jwks.json',
    })
    .optional(),
  REDRESS_JWT_ISSUER: z.string().optional(),
  REDRESS_JWT_AUDIENCE: z.string().optional(),
  REDRESS_INTROSPECTION: z
    .enum(['everyone', 'signed-in', 'nobody'], {
      error: 'must be one of everyone, signed-in, nobody',
    })
    .optional(),
  REDRESS_RATE_LIMIT: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,6})?$/, rateExpected)
    .transform(Number)
    .refine((rate) => rate > 0, rateExpected)
    .optional(),
  REDRESS_RATE_BURST: wholeNumber('a whole number of operations, for example 500').optional(),
  REDRESS_MAX_CONCURRENT: wholeNumber('a whole number of operations, for example 500').default(500),
  REDRESS_MAX_SUBSCRIPTIONS: wholeNumber(
    'a whole number of subscriptions, for example 1000',
  ).default(1_000),
  REDRESS_REQUEST_TIMEOUT_MS: wholeNumber(
    'a whole number of milliseconds, for example 30000',
  ).default(30_000),
  REDRESS_HEARTBEAT_MS: wholeNumber('a whole number of milliseconds, for example 12000').default(
    12_000,
  ),
  REDRESS_TRUST_PROXY: z
    .string()
    .regex(
      /^(true|false|[0-9a-fA-F:.,/ ]+)$/,
      'must be true, false, or addresses and networks with commas between them, for example 10.0.0.0/8',
    )
    .transform((text) => (text === 'true' ? true : text === 'false' ? false : text))
    .default(false),
  REDRESS_PERSISTED_OPERATIONS: z
    .string()
    .transform((text) => (text === 'automatic' || text === 'off' ? text : { manifest: text }))
    .default('automatic'),
  REDRESS_LIMITS: z.string().transform(readLimits).default({}),
} as const;

const variables = z.object(protectionVariables);
type Variables = z.infer<typeof variables>;

/** What stands without what it needs. */
export function findProtectionGaps(
  given: Readonly<Record<string, string | undefined>>,
): ConfigurationProblem[] {
  const together = ['REDRESS_JWKS_URL', 'REDRESS_JWT_ISSUER', 'REDRESS_JWT_AUDIENCE'];
  const missing = together.filter((name) => given[name] === undefined);
  const gaps =
    missing.length === together.length
      ? []
      : missing.map((name) => ({
          name,
          expected: `must be set, for ${together.join(', ')} belong together`,
          got: undefined,
        }));
  if (given.REDRESS_RATE_BURST === undefined || given.REDRESS_RATE_LIMIT !== undefined) return gaps;
  const expected = 'must be set where REDRESS_RATE_BURST is';
  return [...gaps, { name: 'REDRESS_RATE_LIMIT', expected, got: undefined }];
}

/** The settings of protection, once `findProtectionGaps` has found none. */
export function readProtection(given: Variables): ProtectionSettings {
  const {
    REDRESS_JWKS_URL: jwksUrl,
    REDRESS_JWT_ISSUER: issuer,
    REDRESS_JWT_AUDIENCE: audience,
    REDRESS_RATE_LIMIT: perSecond,
    REDRESS_RATE_BURST: burst,
  } = given;
  return {
    jwt: jwksUrl && issuer && audience ? { jwksUrl, issuer, audience } : undefined,
    introspection:
      given.REDRESS_INTROSPECTION ?? (given.NODE_ENV === 'production' ? 'signed-in' : 'everyone'),
    rateLimit:
      perSecond === undefined
        ? undefined
        : { perSecond, burst: burst ?? Math.max(1, Math.ceil(perSecond * 10)) },
    maxConcurrentOperations: given.REDRESS_MAX_CONCURRENT,
    maxSubscriptions: given.REDRESS_MAX_SUBSCRIPTIONS,
    requestTimeoutMs: given.REDRESS_REQUEST_TIMEOUT_MS,
    heartbeatMs: given.REDRESS_HEARTBEAT_MS,
    trustProxy: given.REDRESS_TRUST_PROXY,
    persistedOperations: given.REDRESS_PERSISTED_OPERATIONS,
    limits: given.REDRESS_LIMITS,
  };
}

/** Reads `name=number,name=number`; a transformation for zod that reports what is wrong. */
function readLimits(text: string, context: z.RefinementCtx): ProtectionSettings['limits'] {
  const limits: ProtectionSettings['limits'] = {};
  for (const pair of text.split(',')) {
    const [, written, value] = /^\s*([A-Za-z]+)=(\d{1,12})\s*$/.exec(pair) ?? [];
    const name = limitNames.find((one) => one === written);
    if (name === undefined || value === undefined) {
      context.addIssue({
        code: 'custom',
        message: `must be NAME=NUMBER pairs with commas between them, each name one of ${limitNames.join(', ')}`,
      });
      return {};
    }
    limits[name] = Number(value);
  }
  return limits;
}
