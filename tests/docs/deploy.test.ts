import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';
import { subgraphNames } from '../../src/resolvers/operation-context.ts';
import { runRedress } from '../cli/run-redress.ts';

const page = readFileSync('docs/deploy.md', 'utf8');

/** The code blocks of a kind. */
function blocksOf(kind: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );
}

/** Units for systemd, as sections of names with their values. */
const units = blocksOf('ini')
  .filter((text) => text.startsWith('[Unit]'))
  .map((text) => {
    const sections: Record<string, Record<string, string[]>> = {};
    let section: Record<string, string[]> = {};
    for (const line of text.split('\n').filter((one) => one !== '')) {
      const [, heading] = /^\[(\w+)\]$/.exec(line) ?? [];
      const [, name, value] = /^(\w+)=(.+)$/.exec(line) ?? [];
      if (heading !== undefined) {
        section = {};
        sections[heading] = section;
      } else if (name !== undefined && value !== undefined) {
        section[name] = [...(section[name] ?? []), value];
      } else throw new Error(`not a line of a unit: ${line}`);
    }
    return sections;
  });

const commandLines = units.flatMap(({ Service }) => Service?.ExecStart ?? []);

describe('the units of docs/deploy.md', () => {
  it('are whole: each is described, restarted, and wanted by the system', () => {
    expect(commandLines).toHaveLength(4);
    for (const { Unit, Service, Install } of units) {
      expect(Object.keys(Unit ?? {})).toEqual(['Description', 'After', 'Wants']);
      expect(Service).toMatchObject({
        User: ['redress'],
        WorkingDirectory: ['/opt/redress'],
        EnvironmentFile: expect.arrayContaining(['/etc/redress/redress.env']),
        Restart: ['always'],
        RestartSec: ['1'],
        TimeoutStopSec: [expect.stringMatching(/^\d+$/)],
      });
      expect(Install).toEqual({ WantedBy: ['multi-user.target'] });
    }
  });

  it.each(commandLines)('start a command with options that it has: %s', async (line) => {
    const [program, name = '', ...words] = line.split(' ');
    expect(program).toBe('/opt/redress/node_modules/.bin/redress');
    const { code, stdout } = await runRedress([name, '--help'], '.');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: redress ${name} `);
    for (const option of words.filter((word) => word.startsWith('--'))) {
      expect(stdout).toMatch(new RegExp(`^ +${option}\\b`, 'm'));
    }
  });

  it('read settings that are right', () => {
    const [environment = ''] = blocksOf('ini').filter((text) => text.includes('\nDATABASE_URL='));
    const variables = Object.fromEntries(
      environment
        .trim()
        .split('\n')
        .map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)])
        .map(([name = '', value = '']) => [name, value.replace('…', 'a-secret-of-some-length')]),
    );
    const settings = parseSettings(variables);
    expect(Object.keys(variables)).toHaveLength(12);
    expect(settings.remoteSubgraphs.map(({ name }) => name)).toEqual(subgraphNames);
    expect(settings.worker.embedded).toBe(false);
    expect(settings.runs.letterThread).toBe(false);
    expect(settings.protection.introspection).toBe('everyone');
    const [compose = ''] = blocksOf('sh').filter((text) => text.startsWith('redress compose'));
    const composed = [...compose.matchAll(/--subgraph (\w+)=(\S+)/g)];
    expect(composed.map(([, name, url]) => ({ name, url }))).toEqual(settings.remoteSubgraphs);
  });
});
