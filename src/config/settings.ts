import { z } from 'zod';
import { type CachingSettings, cachingVariables, readCachingSettings } from './caching-settings.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration.error.ts';
import {
  databaseUrl,
  readSubgraphDatabases,
  type SubgraphDatabases,
  subgraphDatabaseVariables,
} from './database-settings.ts';
import { isExecutable } from './executable-file.ts';
import {
  findMailGaps,
  type MailSettings,
  mailVariables,
  readMailSettings,
  readWorkerSettings,
  type WorkerSettings,
} from './mail-settings.ts';
import { findProcessGaps, processVariables } from './process-settings.ts';
import {
  findProtectionGaps,
  type ProtectionSettings,
  protectionVariables,
  readProtection,
} from './protection-settings.ts';
import { type RunSettings, readRunSettings, runVariables } from './run-settings.ts';
import { type RemoteSubgraph, readSubgraphs } from './subgraph-list.ts';
import { readSubgraphOptions, type SubgraphOptionsByName } from './subgraph-options.ts';
import { readTraceSettings, type TraceSettings, traceVariables } from './trace-settings.ts';
import { wholeNumber } from './whole-number.ts';

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
  DATABASE_URL: databaseUrl.default('sqlite:var/redress.sqlite'),
  ...processVariables,
  ...subgraphDatabaseVariables,
  REDRESS_PG_BIN: z.string().optional(),
  REDRESS_RETENTION_YEARS: z
    .string()
    .regex(/^([1-9]|[1-9]\d)$/, 'must be a number of years from 1 to 99, for example 6')
    .transform(Number)
    .default(6),
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
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /./,
      error:
        'must be the address of a mail server, for example smtp://user:password@mail.example.org:587',
    })
    .optional(),
  REDRESS_CHROMIUM: z
    .string()
    .refine(
      isExecutable,
      'must be the path of a Chromium or Chrome that can be run, for example /usr/bin/chromium',
    )
    .optional(),
  REDRESS_IMPORT_MAX_BYTES: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be a number of bytes, for example 104857600')
    .transform(Number)
    .default(104_857_600),
  REDRESS_PLUGINS: z
    .string()
    .transform((names) => names.split(',').map((name) => name.trim()))
    .refine(
      (names) => names.every((name) => name !== ''),
      'must be names or paths of packages, parted by commas, for example hello-report,./reports/mine.ts',
    )
    .default([]),
  REDRESS_SUBGRAPHS: z.string().transform(readSubgraphs).default([]),
  REDRESS_SUBGRAPH_OPTIONS: z.string().transform(readSubgraphOptions).default({}),
  REDRESS_OPERATION_TIMEOUT_MS: wholeNumber(
    'a whole number of milliseconds, for example 30000',
  ).default(30_000),
  REDRESS_OVERRIDE_LABELS: z
    .string()
    .regex(
      /^\s*[A-Za-z][\w./:-]*(\s*,\s*[A-Za-z][\w./:-]*)*\s*$/,
      'must be labels with commas between them, for example new-training,new-council',
    )
    .transform((text) => text.split(',').map((label) => label.trim()))
    .default([]),
  REDRESS_GATEWAY_SECRET: z
    .string()
    .regex(
      /^[\x21-\x2b\x2d-\x7e]{16,}(,[\x21-\x2b\x2d-\x7e]{16,})*$/,
      'must be at least 16 printable characters without spaces, as "openssl rand -hex 32" makes them, or several such with commas between them',
    )
    .transform((text) => text.split(','))
    .default([]),
  ...mailVariables,
  ...protectionVariables,
  ...cachingVariables,
  ...runVariables,
  ...traceVariables,
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
});

/** All settings of the program, checked. */
export interface Settings {
  /** TCP port to listen on; 0 takes a free one. Default 4000. */
  port: number;
  /** Address to listen on. Default 127.0.0.1: this machine only. */
  host: string;
  /** Processes of `redress start` that answer requests, all on the one port. Default 1: the program is one process. */
  workers: number;
  /** Where the data is. Default `sqlite:var/redress.sqlite`, beside the current folder. */
  databaseUrl: string;
  /** Databases of subgraphs that have one to themselves, by `REDRESS_DATABASE_DECISIONS` and the like. Default: none. */
  subgraphDatabases: SubgraphDatabases;
  /** Folder with PostgreSQL's client programs, for backups. Default: they are looked for on the `PATH`. */
  postgresTools: string | undefined;
  /** Years for which words of personal remedies are kept after the case was settled. Default 6. */
  retentionYears: number;
  /** Address under which people reach this server, for links in letters. Default: host and port. */
  publicUrl: string | undefined;
  /** Sender of letters. Default `letters@redress.example.org`. */
  mailFrom: string;
  /** The mail server that takes letters and test mails of the studio, `smtp://` or `smtps://`. Default: none. */
  smtpUrl: string | undefined;
  /** How letters are sent. */
  mail: MailSettings;
  /** How workers work. */
  worker: WorkerSettings;
  /** Path of the Chromium or Chrome that makes PDFs. Default: looked for in the usual places. */
  chromium: string | undefined;
  /** Largest file that `POST /imports/{kind}` takes, in bytes. Default 104857600 (100 MiB). */
  importMaxBytes: number;
  /** Packages of reports beside those that ship, by name or path. Default: none. */
  reportPackages: readonly string[];
  /** Subgraphs that are served elsewhere, by `REDRESS_SUBGRAPHS`. Those not named are embedded. Default: none. */
  remoteSubgraphs: readonly RemoteSubgraph[];
  /** How remote subgraphs are reached, by their names. Default: none, and each option has its own. */
  subgraphOptions: SubgraphOptionsByName;
  /** Milliseconds that one operation may wait for remote subgraphs in all. Default 30000. */
  operationTimeoutMs: number;
  /** Labels of `@override(label:)` that are on. Default: none. */
  overrideLabels: readonly string[];
  /**
   * By which gateway and subgraphs know each other: the first is sent, all are taken. Default: none, and a subgraph alone
   * answers public questions of everybody.
   */
  gatewaySecrets: readonly string[];
  /** How the gateway protects itself. */
  protection: ProtectionSettings;
  /** How long answers are kept. */
  caching: CachingSettings;
  /** How runs are approved, and who is told of them. */
  runs: RunSettings;
  /** Where traces go. Default: nowhere, and none are made. */
  traces: TraceSettings | undefined;
  /** How much is logged. Default `info`. */
  logLevel: (typeof logLevels)[number];
}

/** The address of a database or a mail server without user and password. */
function hidePassword(name: string, value: string | undefined): string | undefined {
  return name === 'SMTP_URL' || name.includes('DATABASE')
    ? value?.replace(/:\/\/.*@/s, '://…@')
    : value;
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
  const problems: ConfigurationProblem[] = [...findGaps(given)];
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    problems.push({ name, expected: issue.message, got: hidePassword(name, given[name]) });
  }
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  return {
    port: parsed.data.PORT,
    host: parsed.data.HOST,
    workers: parsed.data.REDRESS_WORKERS,
    databaseUrl: parsed.data.DATABASE_URL,
    subgraphDatabases: readSubgraphDatabases(parsed.data),
    postgresTools: parsed.data.REDRESS_PG_BIN,
    retentionYears: parsed.data.REDRESS_RETENTION_YEARS,
    publicUrl: parsed.data.REDRESS_PUBLIC_URL,
    mailFrom: parsed.data.REDRESS_MAIL_FROM,
    smtpUrl: parsed.data.SMTP_URL,
    mail: readMailSettings(parsed.data),
    worker: readWorkerSettings(parsed.data),
    chromium: parsed.data.REDRESS_CHROMIUM,
    importMaxBytes: parsed.data.REDRESS_IMPORT_MAX_BYTES,
    reportPackages: parsed.data.REDRESS_PLUGINS,
    remoteSubgraphs: parsed.data.REDRESS_SUBGRAPHS,
    subgraphOptions: parsed.data.REDRESS_SUBGRAPH_OPTIONS,
    operationTimeoutMs: parsed.data.REDRESS_OPERATION_TIMEOUT_MS,
    overrideLabels: parsed.data.REDRESS_OVERRIDE_LABELS,
    gatewaySecrets: parsed.data.REDRESS_GATEWAY_SECRET,
    protection: readProtection(parsed.data),
    caching: readCachingSettings(parsed.data),
    runs: readRunSettings(parsed.data),
    traces: readTraceSettings(parsed.data),
    logLevel: parsed.data.LOG_LEVEL,
  };
}

/** What stands without what it needs. */
function findGaps(given: Readonly<Record<string, string | undefined>>): ConfigurationProblem[] {
  const gaps = [...findProtectionGaps(given), ...findMailGaps(given), ...findProcessGaps(given)];
  if (given.REDRESS_SUBGRAPHS !== undefined && given.REDRESS_GATEWAY_SECRET === undefined) {
    const expected = 'must be set where REDRESS_SUBGRAPHS is, for subgraphs know the gateway by it';
    gaps.unshift({ name: 'REDRESS_GATEWAY_SECRET', expected, got: undefined });
  }
  if (given.REDRESS_WEBHOOK_URL !== undefined && given.REDRESS_WEBHOOK_SECRET === undefined) {
    const expected = 'must be set where REDRESS_WEBHOOK_URL is, for messages are signed with it';
    gaps.push({ name: 'REDRESS_WEBHOOK_SECRET', expected, got: undefined });
  }
  return gaps;
}
