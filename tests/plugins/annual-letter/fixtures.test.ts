import { describe, expect, it } from 'vitest';
import { annualLetter } from '../../../src/plugins/annual-letter/report.ts';
import { compileMjml } from '../../../src/reports/compile-mjml.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';
import { outlineHtml } from '../outline.ts';

const engine = createTestEngine([annualLetter]);

describe.each(Object.keys(annualLetter.fixtures))('the annual letter, %s', (fixture) => {
  it('says in HTML what it said before', async () => {
    const { html } = await engine.renderFixture('annual-letter', fixture);
    await expect(outlineHtml(html)).toMatchFileSnapshot(`snapshots/${fixture}.html.outline`);
  });

  it('says in plain text what it said before', async () => {
    const { text } = await engine.renderFixture('annual-letter', fixture);
    await expect(text).toMatchFileSnapshot(`snapshots/${fixture}.txt`);
  });

  it('is, filled in, byte for byte what MJML gives', async () => {
    await engine.renderFixture('annual-letter', fixture);
    const { filled } = engine.stats();
    const letter = await engine.renderFixture('annual-letter', fixture);
    expect(engine.stats().filled).toBe(filled + 1);
    expect(letter.html).toBe(await compileMjml(letter.mjml));
  });

  it('stays well below the size at which Gmail cuts a letter off', async () => {
    const { html } = await engine.renderFixture('annual-letter', fixture);
    expect(Buffer.byteLength(html)).toBeLessThan(80 * 1024);
  });
});

describe('the annual letters together', () => {
  it('need few shapes and are all filled in', async () => {
    const fresh = createTestEngine([annualLetter]);
    for (const fixture of Object.keys(annualLetter.fixtures)) {
      await fresh.renderFixture('annual-letter', fixture);
    }
    const { shapes, notFillable } = fresh.stats();
    expect(notFillable).toBe(0);
    expect(shapes).toBeLessThanOrEqual(6);
  });
});
