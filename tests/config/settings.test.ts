import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/config/configuration.error.ts';
import { ListenError } from '../../src/config/listen.error.ts';
import { parseSettings } from '../../src/config/settings.ts';

describe('parseSettings', () => {
  it('has a default for everything', () => {
    expect(parseSettings({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      workers: 1,
      databaseUrl: 'sqlite:var/redress.sqlite',
      subgraphDatabases: {},
      postgresTools: undefined,
      retentionYears: 6,
      publicUrl: undefined,
      importMaxBytes: 104_857_600,
      reportPackages: [],
      remoteSubgraphs: [],
      subgraphOptions: {},
      operationTimeoutMs: 30_000,
      overrideLabels: [],
      gatewaySecrets: [],
      caching: {
        responseCacheBytes: 33_554_432,
        mergeQueries: false,
        respectSubgraphHeaders: true,
      },
      protection: {
        jwt: undefined,
        introspection: 'everyone',
        rateLimit: undefined,
        maxConcurrentOperations: 500,
        maxSubscriptions: 1_000,
        requestTimeoutMs: 30_000,
        heartbeatMs: 12_000,
        trustProxy: false,
        persistedOperations: 'automatic',
        limits: {},
      },
      mailFrom: 'letters@redress.example.org',
      mail: {
        archiveDelayMs: 600_000,
        concurrency: 2,
        perMinute: 300,
        timeoutMs: 30_000,
        retryMs: 60_000,
      },
      worker: { embedded: true, leaseMs: 30_000 },
      runs: { selfApproval: false, webhookUrls: [] },
      logLevel: 'info',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseSettings({ PORT: '', HOST: '' }).port).toBe(4000);
  });

  it('takes the slash off the end of the public address', () => {
    expect(parseSettings({ REDRESS_PUBLIC_URL: 'https://letters.example.org/' }).publicUrl).toBe(
      'https://letters.example.org',
    );
  });

  it('names every problem at once, with what was expected and what came', () => {
    const wrong = {
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      REDRESS_PUBLIC_URL: 'letters',
      REDRESS_MAIL_FROM: 'a@b.org, c@d.org',
      LOG_LEVEL: 'loud',
    };
    expect(() => parseSettings(wrong)).toThrow(ConfigurationError);
    expect(() => parseSettings(wrong)).toThrow(
      [
        '[config] PORT must be a port number from 0 to 65535, for example 4000, but got "70000".',
        '[config] DATABASE_URL must be "sqlite:" and a file or "postgres://" and a server, for example sqlite:var/redress.sqlite, but got "mysql://x".',
        '[config] REDRESS_PUBLIC_URL must be an http or https address, for example https://redress.example.org, but got "letters".',
        '[config] REDRESS_MAIL_FROM must be one e-mail address, for example letters@redress.example.org, but got "a@b.org, c@d.org".',
        '[config] LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, but got "loud".',
        'Change it in the environment or in the file .env.',
      ].join('\n'),
    );
  });
});

describe('REDRESS_CHROMIUM', () => {
  it('takes the path of a program that can be run', () => {
    expect(parseSettings({ REDRESS_CHROMIUM: process.execPath }).chromium).toBe(process.execPath);
    expect(parseSettings({}).chromium).toBeUndefined();
  });

  it.each(['/nowhere/chromium', 'chromium', 'package.json', '/'])('refuses %j', (path) => {
    expect(() => parseSettings({ REDRESS_CHROMIUM: path })).toThrow(
      `[config] REDRESS_CHROMIUM must be the path of a Chromium or Chrome that can be run, for example /usr/bin/chromium, but got ${JSON.stringify(path)}.`,
    );
  });
});

describe('ListenError', () => {
  const settings = parseSettings({});

  it('says in one sentence that a port is taken', () => {
    const cause = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
    expect(ListenError.ofListening(cause, settings).message).toBe(
      '[start] port 4000 on 127.0.0.1 is taken by another program. Stop that program, or set PORT to another number.',
    );
  });

  it('reads subgraphs that are served elsewhere', () => {
    const settings = parseSettings({
      REDRESS_SUBGRAPHS: 'training=http://10.0.0.2:4103/graphql, decisions=https://d.example.org/g',
      REDRESS_GATEWAY_SECRET: 'a-secret-of-16-at-least',
    });
    expect(settings.remoteSubgraphs).toEqual([
      { name: 'training', url: 'http://10.0.0.2:4103/graphql' },
      { name: 'decisions', url: 'https://d.example.org/g' },
    ]);
  });

  it.each([
    'training',
    'training=',
    'training=ftp://example.org',
    'training=http://user:pass@example.org/',
    'training=http://a.example.org,training=http://b.example.org',
    'training=http://a.example.org,,',
  ])('refuses %j for REDRESS_SUBGRAPHS', (value) => {
    expect(() => parseSettings({ REDRESS_SUBGRAPHS: value })).toThrow(
      `[config] REDRESS_SUBGRAPHS must be NAME=URL pairs with commas between them, each name once, for example decisions=http://127.0.0.1:4102/graphql,training=http://127.0.0.1:4103/graphql, but got ${JSON.stringify(value)}.`,
    );
  });

  it('takes several secrets, of which the first is sent', () => {
    const secrets = ['the-new-secret-of-length', 'the-old-secret-of-length'];
    expect(parseSettings({ REDRESS_GATEWAY_SECRET: secrets.join(',') }).gatewaySecrets).toEqual(
      secrets,
    );
  });

  it('reads how long an operation may take, and labels that are on', () => {
    expect(
      parseSettings({
        REDRESS_OPERATION_TIMEOUT_MS: '5000',
        REDRESS_OVERRIDE_LABELS: 'new-training, council.v2',
      }),
    ).toMatchObject({ operationTimeoutMs: 5_000, overrideLabels: ['new-training', 'council.v2'] });
  });

  it('names gaps between settings beside values that are wrong', () => {
    const wrong = {
      LOG_LEVEL: 'loud',
      REDRESS_SUBGRAPHS: 'training=http://a.example.org',
      REDRESS_JWKS_URL: 'https://id.example.org/jwks.json',
      REDRESS_RATE_BURST: '5',
      REDRESS_HEARTBEAT_MS: '1s',
    };
    expect(() => parseSettings(wrong)).toThrow(
      [
        '[config] REDRESS_GATEWAY_SECRET must be set where REDRESS_SUBGRAPHS is, for subgraphs know the gateway by it, but got undefined.',
        '[config] REDRESS_JWT_ISSUER must be set, for REDRESS_JWKS_URL, REDRESS_JWT_ISSUER, REDRESS_JWT_AUDIENCE belong together, but got undefined.',
        '[config] REDRESS_JWT_AUDIENCE must be set, for REDRESS_JWKS_URL, REDRESS_JWT_ISSUER, REDRESS_JWT_AUDIENCE belong together, but got undefined.',
        '[config] REDRESS_RATE_LIMIT must be set where REDRESS_RATE_BURST is, but got undefined.',
        '[config] REDRESS_HEARTBEAT_MS must be a whole number of milliseconds, for example 12000, but got "1s".',
        '[config] LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, but got "loud".',
        'Change it in the environment or in the file .env.',
      ].join('\n'),
    );
  });

  it('wants a secret where subgraphs are served elsewhere, and one that cannot be guessed', () => {
    expect(() => parseSettings({ REDRESS_SUBGRAPHS: 'training=http://a.example.org' })).toThrow(
      '[config] REDRESS_GATEWAY_SECRET must be set where REDRESS_SUBGRAPHS is, for subgraphs know the gateway by it, but got undefined.',
    );
    expect(() => parseSettings({ REDRESS_GATEWAY_SECRET: 'short' })).toThrow(
      '[config] REDRESS_GATEWAY_SECRET must be at least 16 printable characters without spaces, as "openssl rand -hex 32" makes them, or several such with commas between them, but got "short".',
    );
  });

  it('refuses a time-out of the mail server after which a letter in doubt could be sent twice', () => {
    const archive = { REDRESS_MAIL_ARCHIVE: '/var/mail/archive' };
    const slow = { REDRESS_MAIL_TIMEOUT_MS: '150001' };
    expect(() => parseSettings({ ...archive, ...slow })).toThrow(
      '[config] REDRESS_MAIL_TIMEOUT_MS must be at most a quarter of REDRESS_MAIL_ARCHIVE_DELAY_MS (600000), for a letter that a slow mail server takes after that is sent twice, but got "150001".',
    );
    expect(parseSettings({ ...archive, REDRESS_MAIL_TIMEOUT_MS: '150000' }).mail.timeoutMs).toBe(
      150_000,
    );
    expect(parseSettings(slow).mail.timeoutMs).toBe(150_001);
    const hasty = { ...archive, REDRESS_MAIL_ARCHIVE_DELAY_MS: '1000' };
    expect(() => parseSettings(hasty)).toThrow('REDRESS_MAIL_TIMEOUT_MS');
  });
});
