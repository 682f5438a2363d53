import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { protectionVariables } from '../../src/config/protection-settings.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { readLimits } from '../../src/gateway/limits/operation-limits.ts';
import { breakerDefaults } from '../../src/gateway/transports/circuit-breaker.ts';
import { httpTransportDefaults } from '../../src/gateway/transports/http-transport-options.ts';
import { retryDefaults } from '../../src/gateway/transports/retry.ts';

const page = readFileSync('docs/gateway.md', 'utf8');

describe('docs/gateway.md', () => {
  it('has every limit with its default', () => {
    const section = page.split('\n## ').find((part) => part.startsWith('How much one request'));
    const rows = [...(section ?? '').matchAll(/^\| `((?:max|assumed)\w+)` \| (\d+) \|/gm)];
    expect(Object.fromEntries(rows.map(([, name, value]) => [name, Number(value)]))).toEqual(
      readLimits({}, 20),
    );
  });

  it('has every setting of protection', () => {
    const settings = Object.keys(protectionVariables).filter((name) => name.startsWith('REDRESS_'));
    expect(
      settings.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`${name}=`)),
    ).toEqual([]);
    expect(settings.length).toBeGreaterThan(8);
  });

  it('has every option of a remote subgraph with its default', () => {
    const section = page
      .split('\n## ')
      .find((part) => part.startsWith('How a remote subgraph is reached'));
    const rows = [...(section ?? '').matchAll(/^\| (`[^|]*) \| ([\d ·]+) \|/gm)];
    const documented = rows.flatMap(([, names = '', values = '']) => {
      const numbers = values.split(' · ');
      return [...names.matchAll(/`(\w+)`/g)].map(([, name], index) => [
        name,
        Number(numbers[index]),
      ]);
    });
    expect(Object.fromEntries(documented)).toEqual({
      ...httpTransportDefaults,
      ...retryDefaults,
      REDRESS_OPERATION_TIMEOUT_MS: parseSettings({}).operationTimeoutMs,
    });
    for (const [name, value] of Object.entries(breakerDefaults)) {
      expect(section).toContain(`\`${name}\` (${value})`);
    }
  });
});

describe('the pages', () => {
  it('have every setting of the environment', () => {
    const pages = [...globSync('docs/*.md'), 'README.md'].map((file) => readFileSync(file, 'utf8'));
    const sources = globSync('src/config/*.ts').map((file) => readFileSync(file, 'utf8'));
    const names = sources.flatMap((text) =>
      [...text.matchAll(/^ {2}((?:REDRESS|OTEL)_\w+):/gm)].map(([, name = '']) => name),
    );
    expect(names.length).toBeGreaterThan(20);
    const all = pages.join('\n');
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([]);
  });
});
