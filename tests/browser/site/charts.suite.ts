import { describe, expect, test } from 'vitest';
import { countDifferentPixels, findPictureFault } from '../compare-picture.ts';
import type { Site } from './open-site.ts';

/** The charts of a council's page. */
export function checkCharts(site: Site): void {
  describe('the charts of a council', () => {
    test('say in words what they draw, without JavaScript', async () => {
      const page = await site.open('/councils/kent', { javaScriptEnabled: false });
      const [rate] = await page.locator('.chart-rate svg title').allTextContents();
      expect(rate).toMatch(/^Uphold rate: .+ \d+%, similar councils \d+%$/);
      expect(await page.locator('.chart-rate').first().textContent()).toMatch(/\d+ of \d+/);
      const chart = page.locator('.chart-years').first();
      const spoken = (await chart.locator('svg desc').textContent()) ?? '';
      expect(spoken.split('; ').length).toBeGreaterThanOrEqual(5);
      await chart.locator('summary').click();
      const rows = await chart
        .locator('tbody tr')
        .evaluateAll((list) =>
          list.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
        );
      expect(rows.map(([year, own]) => `${year}: ${own}`).join('; ')).toBe(spoken);
      expect(await page.locator('.chart-counts tbody th').count()).toBeGreaterThanOrEqual(15);
    });

    test('keep their place and size without a script of their own', async () => {
      const page = await site.open('/councils/kent', { viewport: { width: 320, height: 800 } });
      for (const chart of await page.locator('.chart-years svg, .chart-bars').all()) {
        const box = await chart.boundingBox();
        expect(box?.width ?? 999).toBeLessThanOrEqual(320);
        expect(box?.height ?? 0).toBeGreaterThan(20);
      }
    });

    describe('look as they did', () => {
      /** Letters are drawn a little differently from one machine to the next; a bar or a line is more than this. */
      const SHARE = 0.01;

      test.each([
        ['chart-rate', '.chart-rate >> nth=0', 'light', 1280],
        ['chart-years', '.chart-years >> nth=0', 'light', 1280],
        ['chart-years-dark', '.chart-years >> nth=3', 'dark', 320],
        ['chart-years-tablet', '.chart-years >> nth=1', 'light', 768],
        ['chart-counts-dark', '.chart-counts >> nth=0', 'dark', 320],
      ] as const)('%s', async (name, locator, colorScheme, width) => {
        const page = await site.open('/councils/kent', {
          colorScheme,
          viewport: { width, height: 900 },
        });
        const taken = await page.locator(locator).screenshot({ animations: 'disabled' });
        expect(findPictureFault(name, taken, SHARE)).toBeNull();
      });

      test('a bar of another length would be seen', async () => {
        const page = await site.open('/councils/kent', { viewport: { width: 1280, height: 900 } });
        const chart = page.locator('.chart-rate >> nth=0');
        const before = await chart.screenshot();
        await chart.locator('.chart-own').evaluate((bar) => bar.setAttribute('width', '30'));
        const after = await chart.screenshot();
        const { width, height } = (await chart.boundingBox()) ?? { width: 0, height: 0 };
        expect(countDifferentPixels(before, after)).toBeGreaterThan(width * height * SHARE);
      });
    });
  });
}
