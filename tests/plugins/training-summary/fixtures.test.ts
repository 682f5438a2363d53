import { describe, expect, it } from 'vitest';
import { trainingSummary } from '../../../src/plugins/training-summary/report.ts';
import { compileMjml } from '../../../src/reports/compile-mjml.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';
import { outlineHtml } from '../outline.ts';

const engine = createTestEngine([trainingSummary]);

describe.each(Object.keys(trainingSummary.fixtures))('the training summary, %s', (fixture) => {
  it('says in HTML what it said before', async () => {
    const { html } = await engine.renderFixture('training-summary', fixture);
    await expect(outlineHtml(html)).toMatchFileSnapshot(`snapshots/${fixture}.html.outline`);
  });

  it('says in plain text what it said before', async () => {
    const { text } = await engine.renderFixture('training-summary', fixture);
    await expect(text).toMatchFileSnapshot(`snapshots/${fixture}.txt`);
  });

  it('is, filled in, byte for byte what MJML gives', async () => {
    await engine.renderFixture('training-summary', fixture);
    const { filled } = engine.stats();
    const letter = await engine.renderFixture('training-summary', fixture);
    expect(engine.stats().filled).toBe(filled + 1);
    expect(letter.html).toBe(await compileMjml(letter.mjml));
  });

  it('stays well below the size at which Gmail cuts a letter off', async () => {
    const { html } = await engine.renderFixture('training-summary', fixture);
    expect(Buffer.byteLength(html)).toBeLessThan(80 * 1024);
  });
});

describe('the training summaries together', () => {
  it('need few shapes and are all filled in', async () => {
    const fresh = createTestEngine([trainingSummary]);
    for (const fixture of Object.keys(trainingSummary.fixtures)) {
      await fresh.renderFixture('training-summary', fixture);
    }
    const { shapes, notFillable } = fresh.stats();
    expect(notFillable).toBe(0);
    expect(shapes).toBeLessThanOrEqual(10);
  });
});
