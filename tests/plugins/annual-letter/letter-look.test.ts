import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { annualLetter } from '../../../src/plugins/annual-letter/report.ts';
import { findChromium, launchChromium } from '../../browser/chromium.ts';
import { describeInBrowser } from '../../browser/in-browser.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';

const executable = findChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const engine = createTestEngine([annualLetter]);

describeInBrowser('the annual letter in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
  });
  afterAll(() => browser.close());

  /** A fixture of the letter on a screen of this width. */
  async function open(fixture: string, width: number, colorScheme: 'light' | 'dark') {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    await page.setContent((await engine.renderFixture('annual-letter', fixture)).html);
    return page;
  }

  it.each([320, 600, 1200])('fits a screen of %d pixels, with long names too', async (width) => {
    for (const fixture of ['typical', 'long-names', 'published-figures-only']) {
      const page = await open(fixture, width, 'light');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.close();
    }
  });

  it('draws each bar as wide as its percentage', async () => {
    const page = await open('typical', 600, 'light');
    const shares = await page.evaluate(
      `[...document.querySelectorAll('.bar, .compare')].map((bar) => Math.round(100 * bar.getBoundingClientRect().width / bar.closest('table').getBoundingClientRect().width))`,
    );
    expect(shares).toEqual([69, 45, 100, 100, 14, 14]);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('passes WCAG A and AA on a %s screen', async (scheme) => {
    for (const fixture of ['typical', 'break-year']) {
      const page = await open(fixture, 600, scheme);
      await page.evaluate(axe);
      const violations = await page.evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`,
      );
      expect(violations).toEqual([]);
      await page.close();
    }
  });
});
