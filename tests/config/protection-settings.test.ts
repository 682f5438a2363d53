import { describe, expect, it } from 'vitest';
import { limitNames } from '../../src/config/protection-settings.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { readLimits } from '../../src/gateway/limits/operation-limits.ts';

const read = (variables: Record<string, string>) => parseSettings(variables).protection;

describe('settings of protection', () => {
  it('shows the schema in production to those who are signed in, unless it is said otherwise', () => {
    expect(read({ NODE_ENV: 'production' }).introspection).toBe('signed-in');
    expect(read({ NODE_ENV: 'production', REDRESS_INTROSPECTION: 'everyone' }).introspection).toBe(
      'everyone',
    );
    expect(read({ NODE_ENV: 'test', REDRESS_INTROSPECTION: 'nobody' }).introspection).toBe(
      'nobody',
    );
  });

  it('reads whose tokens are taken', () => {
    const jwt = {
      REDRESS_JWKS_URL: 'https://id.example.org/jwks.json',
      REDRESS_JWT_ISSUER: 'https://id.example.org',
      REDRESS_JWT_AUDIENCE: 'redress',
    };
    expect(read(jwt).jwt).toEqual({
      jwksUrl: 'https://id.example.org/jwks.json',
      issuer: 'https://id.example.org',
      audience: 'redress',
    });
  });

  it('reads rates, with ten seconds at once by default', () => {
    expect(read({ REDRESS_RATE_LIMIT: '50' }).rateLimit).toEqual({ perSecond: 50, burst: 500 });
    expect(read({ REDRESS_RATE_LIMIT: '0.05' }).rateLimit).toEqual({ perSecond: 0.05, burst: 1 });
    expect(read({ REDRESS_RATE_LIMIT: '5', REDRESS_RATE_BURST: '7' }).rateLimit).toEqual({
      perSecond: 5,
      burst: 7,
    });
  });

  it('reads the rest', () => {
    expect(
      read({
        REDRESS_MAX_CONCURRENT: '20',
        REDRESS_TRUST_PROXY: '10.0.0.0/8, ::1',
        REDRESS_PERSISTED_OPERATIONS: 'operations.json',
        REDRESS_LIMITS: 'maxDepth=12, maxCost=900',
      }),
    ).toMatchObject({
      maxConcurrentOperations: 20,
      trustProxy: '10.0.0.0/8, ::1',
      persistedOperations: { manifest: 'operations.json' },
      limits: { maxDepth: 12, maxCost: 900 },
    });
    expect(
      read({ REDRESS_TRUST_PROXY: 'true', REDRESS_PERSISTED_OPERATIONS: 'off' }),
    ).toMatchObject({
      trustProxy: true,
      persistedOperations: 'off',
    });
  });

  it('knows every limit that the gateway has', () => {
    expect([...limitNames].sort()).toEqual(Object.keys(readLimits({}, 20)).sort());
  });

  describe('misuse', () => {
    it.each([
      [
        'REDRESS_JWKS_URL',
        'jwks',
        'must be an http or https address, for example https://id.example.org/jwks.json',
      ],
      ['REDRESS_INTROSPECTION', 'no', 'must be one of everyone, signed-in, nobody'],
      [
        'REDRESS_RATE_LIMIT',
        '0',
        'must be a number of operations a second above 0, for example 50 or 0.5',
      ],
      [
        'REDRESS_RATE_LIMIT',
        '5/s',
        'must be a number of operations a second above 0, for example 50 or 0.5',
      ],
      ['REDRESS_MAX_CONCURRENT', '0', 'must be a whole number of operations, for example 500'],
      [
        'REDRESS_TRUST_PROXY',
        'yes',
        'must be true, false, or addresses and networks with commas between them, for example 10.0.0.0/8',
      ],
      [
        'REDRESS_LIMITS',
        'maxDepth',
        `must be NAME=NUMBER pairs with commas between them, each name one of ${limitNames.join(', ')}`,
      ],
      [
        'REDRESS_LIMITS',
        'maxdepth=3',
        `must be NAME=NUMBER pairs with commas between them, each name one of ${limitNames.join(', ')}`,
      ],
    ])('refuses %s=%s', (name, value, expected) => {
      expect(() => read({ [name]: value })).toThrow(
        `[config] ${name} ${expected}, but got "${value}".`,
      );
    });

    it('refuses half of what belongs together', () => {
      expect(() => read({ REDRESS_JWKS_URL: 'https://id.example.org/jwks.json' })).toThrow(
        '[config] REDRESS_JWT_ISSUER must be set, for REDRESS_JWKS_URL, REDRESS_JWT_ISSUER, REDRESS_JWT_AUDIENCE belong together, but got undefined.',
      );
      expect(() => read({ REDRESS_RATE_BURST: '5' })).toThrow(
        '[config] REDRESS_RATE_LIMIT must be set where REDRESS_RATE_BURST is, but got undefined.',
      );
    });
  });
});
