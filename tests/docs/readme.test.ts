import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createReportEngine } from '../../src/reports/report-engine.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';
import { received } from './readme-example.ts';

const readme = readFileSync('README.md', 'utf8');

describe('the first report in the README', () => {
  it('is the one that is compiled here', () => {
    const shown = /```ts\n(.*?)```/s
      .exec(readme)?.[1]
      ?.replace('redress/reports', '../../src/reports/index.ts');
    expect(shown).toBe(readFileSync('tests/docs/readme-example.ts', 'utf8'));
  });

  it('renders', async () => {
    const engine = createReportEngine({
      registry: createReportRegistry([received]),
      ask: async () => ({ data: received.fixtures.typical?.data }),
      now: () => new Date('2020-07-22T00:00:00Z'),
      publicUrl: 'http://127.0.0.1:4000',
    });
    const letter = await engine.render('received', { slug: 'alder', yearEnding: 2020 });
    expect(letter.subject).toBe('Complaints about Alder');
    expect(letter.html).toContain('12 came in.');
    expect(letter.text).toContain('12 came in.');
  });
});

describe('links in the documentation', () => {
  it.each(['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md'), 'data/README.md'])(
    'of %s lead to files that exist',
    (file) => {
      const text = readFileSync(file, 'utf8');
      const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !/^(https?|mailto):/.test(target));
      const missing = targets.filter((target) => !existsSync(join(dirname(file), target)));
      expect(missing).toEqual([]);
    },
  );
});
