import { z } from 'zod';
import { ConfigurationError } from './configuration.error.ts';
import {
  type ProtectionSettings,
  protectionVariables,
  readProtection,
} from './protection-settings.ts';
import { type RemoteSubgraph, readSubgraphs } from './subgraph-list.ts';
import { readTraceSettings, type TraceSettings, traceVariables } from './trace-settings.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const portExpected = 'must be a port number from 0 to 65535, for example 4000';

/** How each setting is read: one entry a variable of the environment. */
const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portExpected)
    .transform(Number)
    .refine((port) => port <= 65_535, portExpected)
    .default(4000),
  HOST: z
    .string()
    .min(1, 'must be an address to listen on, for example 127.0.0.1')
    .default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^sqlite:./, 'must be "sqlite:" and a file, for example sqlite:var/redress.sqlite')
    .default('sqlite:var/redress.sqlite'),
  REDRESS_PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be an http or https address, for example https://redress.example.org',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  REDRESS_MAIL_FROM: z
    .email('must be one e-mail address, for example letters@redress.example.org')
    .default('letters@redress.example.org'),
  REDRESS_SUBGRAPHS: z.string().transform(readSubgraphs).default([]),
  REDRESS_GATEWAY_SECRET: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,}$/,
      'must be at least 16 printable characters without spaces, as "openssl rand -hex 32" makes them',
    )
    .optional(),
  ...protectionVariables,
  ...traceVariables,
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
});

/** All settings of the program, checked. */
export interface Settings {
  /** TCP port to listen on; 0 takes a free one. Default 4000. */
  port: number;
  /** Address to listen on. Default 127.0.0.1: this machine only. */
  host: string;
  /** Where the data is. Default `sqlite:var/redress.sqlite`, beside the current folder. */
  databaseUrl: string;
  /** Address under which people reach this server, for links in letters. Default: host and port. */
  publicUrl: string | undefined;
  /** Sender of letters. Default `letters@redress.example.org`. */
  mailFrom: string;
  /** Subgraphs that are served elsewhere, by `REDRESS_SUBGRAPHS`. Those not named are embedded. Default: none. */
  remoteSubgraphs: readonly RemoteSubgraph[];
  /** By which gateway and subgraphs know each other. Default: none, and a subgraph alone answers public questions of everybody. */
  gatewaySecret: string | undefined;
  /** How the gateway protects itself. */
  protection: ProtectionSettings;
  /** Where traces go. Default: nowhere, and none are made. */
  traces: TraceSettings | undefined;
  /** How much is logged. Default `info`. */
  logLevel: (typeof logLevels)[number];
}

/**
 * Reads the settings.
 *
 * @param variables The environment. An empty variable counts as not set.
 * @throws ConfigurationError that names every variable that is wrong, what was expected and what came.
 */
export function parseSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return { name, expected: issue.message, got: given[name] };
      }),
    );
  }
  const { REDRESS_SUBGRAPHS: remoteSubgraphs, REDRESS_GATEWAY_SECRET: gatewaySecret } = parsed.data;
  if (remoteSubgraphs.length > 0 && gatewaySecret === undefined) {
    throw new ConfigurationError([
      {
        name: 'REDRESS_GATEWAY_SECRET',
        expected: 'must be set where REDRESS_SUBGRAPHS is, for subgraphs know the gateway by it',
        got: undefined,
      },
    ]);
  }
  const protection = readProtection(parsed.data);
  if ('missing' in protection) {
    throw new ConfigurationError([
      { name: protection.missing, expected: protection.expected, got: undefined },
    ]);
  }
  return {
    port: parsed.data.PORT,
    host: parsed.data.HOST,
    databaseUrl: parsed.data.DATABASE_URL,
    publicUrl: parsed.data.REDRESS_PUBLIC_URL,
    mailFrom: parsed.data.REDRESS_MAIL_FROM,
    remoteSubgraphs,
    gatewaySecret,
    protection,
    traces: readTraceSettings(parsed.data),
    logLevel: parsed.data.LOG_LEVEL,
  };
}
