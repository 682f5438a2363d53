import { describe, expect, it } from 'vitest';
import { performanceSummary } from '../../../src/plugins/performance-summary/report.ts';
import { compileMjml } from '../../../src/reports/compile-mjml.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';
import { outlineHtml } from '../outline.ts';

const engine = createTestEngine([performanceSummary]);

describe.each(Object.keys(performanceSummary.fixtures))(
  'the performance summary, %s',
  (fixture) => {
    it('says in HTML what it said before', async () => {
      const { html } = await engine.renderFixture('performance-summary', fixture);
      await expect(outlineHtml(html)).toMatchFileSnapshot(`snapshots/${fixture}.html.outline`);
    });

    it('says in plain text what it said before', async () => {
      const { text } = await engine.renderFixture('performance-summary', fixture);
      await expect(text).toMatchFileSnapshot(`snapshots/${fixture}.txt`);
    });

    it('is, filled in, byte for byte what MJML gives', async () => {
      await engine.renderFixture('performance-summary', fixture);
      const { filled } = engine.stats();
      const letter = await engine.renderFixture('performance-summary', fixture);
      expect(engine.stats().filled).toBe(filled + 1);
      expect(letter.html).toBe(await compileMjml(letter.mjml));
    });

    it('stays well below the size at which Gmail cuts a letter off', async () => {
      const { html } = await engine.renderFixture('performance-summary', fixture);
      expect(Buffer.byteLength(html)).toBeLessThan(102_000);
    });
  },
);

describe('the performance summaries together', () => {
  it('need few shapes and are all filled in', async () => {
    const fresh = createTestEngine([performanceSummary]);
    for (const fixture of Object.keys(performanceSummary.fixtures)) {
      await fresh.renderFixture('performance-summary', fixture);
    }
    const { shapes, notFillable } = fresh.stats();
    expect(notFillable).toBe(0);
    expect(shapes).toBeLessThanOrEqual(12);
  });
});
