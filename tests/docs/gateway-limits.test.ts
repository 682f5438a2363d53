import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cachingVariables } from '../../src/config/caching-settings.ts';
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

/** The cells of each row of a table whose last column is an example. */
function rowsWithExample(text: string): { name: string; preset: string; example: string }[] {
  return text
    .split('\n\n')
    .filter((part) => / (for )?example \|\n\|---/.test(part))
    .flatMap((part) => part.split('\n').slice(2))
    .filter((row) => row.startsWith('|'))
    .map((row) => {
      const [name = '', preset = '', ...cells] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { name, preset, example: cells.at(-1) ?? preset };
    });
}

describe('the examples of docs/gateway.md', () => {
  const rows = rowsWithExample(page);
  const examples = (pattern: RegExp) =>
    rows
      .filter(({ name }) => pattern.test(name))
      .map(
        ({ name, example }) =>
          [
            name.replaceAll('`', ''),
            /^`(.+)`$/.exec(example)?.[1] ?? `no example: ${example}`,
          ] as const,
      );

  it('stand at every setting, limit and option, beside its default', () => {
    expect(rows.filter(({ preset, example }) => preset === '' || example === '')).toEqual([]);
    const names = rows.map(({ name }) => name).join(' ');
    const limits = Object.keys(readLimits({}, 20));
    const transport = Object.keys({ ...httpTransportDefaults, ...retryDefaults });
    const settings = Object.keys(protectionVariables).filter(
      (name) => name.startsWith('REDRESS_') && name !== 'REDRESS_LIMITS',
    );
    const cachings = Object.keys(cachingVariables);
    for (const name of [...limits, ...transport, ...settings, ...cachings]) {
      expect(names).toContain(`\`${name}\``);
    }
  });

  it('are taken as settings, all at once', () => {
    const limits = examples(/^`(max|assumed)[A-Z][a-zA-Z]+`$/).filter(([, text]) =>
      text.includes('='),
    );
    const environment = {
      ...Object.fromEntries(examples(/^`[A-Z_]+`$/)),
      REDRESS_LIMITS: limits.map(([, text]) => text).join(','),
    };
    expect(Object.keys(environment).length).toBeGreaterThan(20);
    const settings = parseSettings(environment);
    expect(Object.keys(settings.protection.limits)).toEqual(limits.map(([name]) => name));
    const options = examples(/^`[a-z]/)
      .map(([, text]) => text)
      .filter((text) => text.startsWith('"'));
    expect(options.length).toBe(8 + 1);
    const all = `{"training":{${options.join(',')}}}`;
    const { subgraphOptions } = parseSettings({ ...environment, REDRESS_SUBGRAPH_OPTIONS: all });
    expect(JSON.stringify(subgraphOptions)).toContain('"maxRetryDelayMs":500');
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
