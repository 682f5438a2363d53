import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { countDifferentPixels, findPictureFault } from './compare-picture.ts';
import { openServer, type RunningServer } from './server.ts';
import { findAxeFaults, openVisit, type Visit } from './visit.ts';

const chromium = findChromium();

describe.skipIf(chromium === null)('the charts of a council', () => {
  let server: RunningServer;
  let browser: Browser;
  const visits: Visit[] = [];

  beforeAll(async () => {
    server = await openServer();
    browser = await launchChromium(chromium ?? '');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  afterEach(async () => {
    for (const visit of visits.splice(0)) {
      expect([...visit.strays, ...visit.faults]).toEqual([]);
      await visit.close();
    }
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const visit = await openVisit(browser, server.url, options);
    visits.push(visit);
    await visit.page.goto(path);
    return visit.page;
  }

  test('say in words what they draw, without JavaScript', async () => {
    const page = await open('/councils/kent', { javaScriptEnabled: false });
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
    const page = await open('/councils/kent', { viewport: { width: 320, height: 800 } });
    for (const chart of await page.locator('.chart-years svg, .chart-bars').all()) {
      const box = await chart.boundingBox();
      expect(box?.width ?? 999).toBeLessThanOrEqual(320);
      expect(box?.height ?? 0).toBeGreaterThan(20);
    }
  });

  test.each(['light', 'dark'] as const)('have no fault that axe finds, %s', async (colorScheme) => {
    const page = await open('/councils/kent', { colorScheme });
    for (const details of await page.locator('.chart-details summary').all()) await details.click();
    expect(await findAxeFaults(page)).toEqual([]);
  });

  describe('look as they did', () => {
    /** Letters are drawn a little differently from one machine to the next; a bar or a line is more than this. */
    const SHARE = 0.01;

    test.each([
      ['chart-rate', '.chart-rate >> nth=0', 'light', 1280],
      ['chart-years', '.chart-years >> nth=0', 'light', 1280],
      ['chart-years-dark', '.chart-years >> nth=3', 'dark', 320],
      ['chart-counts-dark', '.chart-counts >> nth=0', 'dark', 320],
    ] as const)('%s', async (name, locator, colorScheme, width) => {
      const page = await open('/councils/kent', { colorScheme, viewport: { width, height: 900 } });
      const taken = await page.locator(locator).screenshot({ animations: 'disabled' });
      expect(findPictureFault(name, taken, SHARE)).toBeNull();
    });

    test('a bar of another length would be seen', async () => {
      const page = await open('/councils/kent', { viewport: { width: 1280, height: 900 } });
      const chart = page.locator('.chart-rate >> nth=0');
      const before = await chart.screenshot();
      await chart.locator('.chart-own').evaluate((bar) => bar.setAttribute('width', '30'));
      const after = await chart.screenshot();
      const { width, height } = (await chart.boundingBox()) ?? { width: 0, height: 0 };
      expect(countDifferentPixels(before, after)).toBeGreaterThan(width * height * SHARE);
    });
  });
});
