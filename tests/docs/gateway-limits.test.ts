import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { protectionVariables } from '../../src/config/protection-settings.ts';
import { readLimits } from '../../src/gateway/limits/operation-limits.ts';

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
});
