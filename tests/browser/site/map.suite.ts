import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { countDifferentPixels, findPictureFault } from '../compare-picture.ts';
import { createKeyTimer, median, readShifts } from '../speed.ts';
import type { Site } from './open-site.ts';

/** The map: what it shows and says, by mouse, by keyboard and without JavaScript. */
export function checkMap(site: Site): void {
  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await site.open(path, { reducedMotion: 'reduce', ...options });
    if (options.javaScriptEnabled !== false) await comeAlive(page);
    return page;
  }

  /** Waits for the script: without it no hexagon is a stop of the Tab key. */
  async function comeAlive(page: Page): Promise<void> {
    await page.locator('.map-hex[tabindex="0"]').waitFor();
  }

  const hex = (page: Page, slug: string) => page.locator(`[data-council="${slug}"]`);
  const lookOf = async (page: Page, slug: string) =>
    (await hex(page, slug).getAttribute('class'))?.split(' ').at(-1);

  describe('the map of councils', () => {
    test('shows a council by pointing at it, and leads to its page', async () => {
      const page = await open('/');
      await hex(page, 'dartford').hover();
      const tooltip = page.locator('.map-tooltip');
      await tooltip.waitFor();
      expect(await tooltip.textContent()).toMatch(
        /^Dartford Borough CouncilDistrict, South EastUphold rate: \d+%, \d+ of \d+Similar councils: \d+%Sample data$/,
      );
      await page.keyboard.press('Escape');
      await tooltip.waitFor({ state: 'detached' });
      await hex(page, 'dartford').click();
      await page.waitForURL(/\/councils\/dartford$/);
    });

    test('answers each choice at once, and the address keeps up', async () => {
      const page = await open('/');
      const before = await lookOf(page, 'leeds');
      await page.getByLabel('Show').selectOption('compliance');
      await page.waitForURL('/?measure=compliance');
      await page.locator('.map-legend h3', { hasText: 'Compliance' }).waitFor();
      expect(await lookOf(page, 'leeds')).not.toBe(before);
      await page.getByLabel('Year').focus();
      await page.keyboard.press('ArrowLeft');
      await page.waitForURL('/?measure=compliance&year=2019');
      await page.getByText('Compliance, 2018 to 2019.').waitFor();
      await page.getByLabel('Layer').selectOption('counties');
      await hex(page, 'kent').waitFor();
      expect(await hex(page, 'dartford').count()).toBe(0);
      await page.getByLabel('Type').selectOption('DISTRICT');
      await hex(page, 'dartford').waitFor();
      await page.getByLabel('Region').selectOption('London');
      await page.waitForURL('/?measure=compliance&year=2019&type=DISTRICT&region=London');
      expect(await page.locator('a.map-hex').count()).toBe(0);
      expect(await page.locator('.map-out').count()).toBeGreaterThan(300);
    });

    test('is the same after the page is asked for again', async () => {
      const page = await open('/?measure=per100k&year=2018&region=London&sort=-value');
      const shown = () =>
        page.evaluate(() => {
          const { document } = globalThis as unknown as {
            document: { querySelector(name: string): { innerHTML: string } | null };
          };
          return document.querySelector('[data-island="map"]')?.innerHTML;
        });
      const first = await shown();
      await page.reload();
      await comeAlive(page);
      expect(await shown()).toBe(first);
    });

    test('is gone through by keyboard: in by Tab, about by arrows, out by Enter', async () => {
      const page = await open('/?region=London');
      await page.getByRole('button', { name: 'Update map' }).focus();
      await page.keyboard.press('Tab');
      const focused = () =>
        page.evaluate('document.activeElement?.getAttribute("data-council")') as Promise<string>;
      const first = await focused();
      expect(first).not.toBeNull();
      await page.keyboard.press('ArrowDown');
      const below = await focused();
      expect(below).not.toBe(first);
      await page.locator('.map-tooltip').waitFor();
      await page.keyboard.press('End');
      const last = await focused();
      await page.keyboard.press('ArrowRight');
      expect(await focused()).toBe(last);
      await page.keyboard.press('ArrowLeft');
      const before = await focused();
      expect(before).not.toBe(last);
      // One stop of the Tab key: the next one leaves the map, and Shift and Tab come back to the same council.
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement?.textContent')).toBe('Go to the table');
      await page.keyboard.press('Shift+Tab');
      expect(await focused()).toBe(before);
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/councils/${before}$`));
    });

    test('has a table that sorts by a click, by Enter, and says how it is sorted', async () => {
      const page = await open('/?layer=counties&type=LONDON_BOROUGH');
      await page.getByText('The same as a table').click();
      const values = async () =>
        (await page.locator('.map-table tbody td:nth-child(2)').allTextContents()).map((text) =>
          Number.parseInt(text, 10),
        );
      await page.locator('.map-table').getByRole('link', { name: 'Uphold rate' }).click();
      await page.waitForURL(/sort=-value/);
      const falling = await values();
      expect(falling.length).toBe(33);
      expect(falling).toEqual(falling.toSorted((a, b) => b - a));
      await page.locator('.map-table').getByRole('link', { name: 'Uphold rate' }).press('Enter');
      await page.waitForURL(/sort=value/);
      expect(await values()).toEqual((await values()).toSorted((a, b) => a - b));
      expect(
        await page.getByRole('columnheader', { name: 'Uphold rate' }).getAttribute('aria-sort'),
      ).toBe('ascending');
    });

    test('gives screen readers in the table what the hexagons say', async () => {
      const page = await open('/?measure=remedies&sort=council');
      const labels = await page
        .locator('a.map-hex')
        .evaluateAll((links) => links.map((link) => link.getAttribute('aria-label') ?? ''));
      const rows = await page.locator('.map-table tbody tr').evaluateAll((list) =>
        list.map((row) => {
          const cells = [...row.children].map((cell) => cell.textContent ?? '');
          return {
            name: cells[0],
            value: cells[1],
            type: cells[3]?.toLowerCase(),
            region: cells[4],
          };
        }),
      );
      expect(rows.length).toBe(317);
      expect(
        rows
          .map(({ name, value, type, region }) => `${name}, ${type}, ${region}: ${value}`)
          .toSorted(),
      ).toEqual(labels.toSorted());
    });

    test('leads to councils that the graph has, and to each of the layer', async () => {
      const page = await open('/?layer=counties', { javaScriptEnabled: false });
      const query = '{ councils(filter: { types: [COUNTY] }, first: 100) { nodes { slug } } }';
      const reply = await page.request.post('/graphql', { data: { query } });
      const { data } = await reply.json();
      const hexes = await page
        .locator('a.map-hex')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      const counties = data.councils.nodes.map(({ slug }: { slug: string }) => `/councils/${slug}`);
      expect(counties.length).toBe(26);
      expect(hexes).toEqual(expect.arrayContaining(counties));
      expect(hexes.length).toBe(151);
      const found = await page.request.get(hexes[0] ?? '');
      expect(found.status()).toBe(200);
    });

    test('works without JavaScript: form, sorting, links', async () => {
      const page = await open('/', { javaScriptEnabled: false });
      expect(await page.locator('a.map-hex').count()).toBe(317);
      await page.getByLabel('Show').selectOption('per100k');
      await page.getByLabel('Region').selectOption('London');
      await page.getByLabel('Year').fill('2018');
      await page.getByRole('button', { name: 'Update map' }).click();
      await page.waitForURL(/measure=per100k&year=|year=2018/);
      await page.getByText('Upheld per 100,000, 2017 to 2018.').waitFor();
      expect(await page.locator('a.map-hex').count()).toBe(33);
      await page.getByRole('link', { name: 'Go to the table' }).click();
      await page.locator('.map-table').getByRole('link', { name: 'Similar councils' }).click();
      await page.waitForURL(/sort=-similar/);
      expect(await page.locator('.map-table tbody tr').count()).toBe(33);
      await page
        .locator('.map-table')
        .getByRole('link', { name: 'London Borough of Camden' })
        .click();
      await page.waitForURL(/\/councils\/camden$/);
    });

    test('says what is wrong with an address and shows a map all the same', async () => {
      const page = await site.open('/?measure=height&year=1066', { expectStatus: 400 });
      expect(await page.getByRole('alert').textContent()).toContain(
        '“year” must be a year from 2016 to 2020, but got “1066”.',
      );
      expect(await page.locator('a.map-hex').count()).toBe(317);
    });

    describe('looks as it did', () => {
      /** Hexagons have no text: what differs is a colour or a place. One hexagon is 0.1% of the picture. */
      const MAP_SHARE = 0.0003;

      async function takeMap(page: Page): Promise<Buffer> {
        await page.mouse.move(0, 0);
        return page.locator('.map-picture').screenshot({ animations: 'disabled' });
      }

      test.each([
        ['map-districts-light', '/', 'light', 1280],
        ['map-counties-dark', '/?layer=counties&measure=per100k', 'dark', 1280],
        ['map-districts-tablet', '/?year=2019', 'light', 768],
        ['map-london-phone', '/?region=London&year=2018', 'light', 320],
      ] as const)('%s', async (name, path, colorScheme, width) => {
        const page = await open(path, { colorScheme, viewport: { width, height: 900 } });
        expect(findPictureFault(name, await takeMap(page), MAP_SHARE)).toBeNull();
      });

      test('a single hexagon in another colour would be seen', async () => {
        const page = await open('/', { viewport: { width: 1280, height: 900 } });
        const before = await takeMap(page);
        await hex(page, 'dartford').evaluate((link) =>
          link.setAttribute('class', 'map-hex map-class-none'),
        );
        const after = await takeMap(page);
        const { width, height } = (await page.locator('.map-picture').boundingBox()) ?? {
          width: 0,
          height: 0,
        };
        expect(countDifferentPixels(before, after)).toBeGreaterThan(width * height * MAP_SHARE);
        expect(countDifferentPixels(before, before)).toBe(0);
      });
    });

    describe('is quick', () => {
      test('and moves nothing while it comes alive', async () => {
        for (const width of [320, 1280]) {
          const page = await open('/', { viewport: { width, height: 900 } });
          await page.getByLabel('Show').selectOption('remedies');
          await page.locator('.map-legend h3', { hasText: 'Satisfactory remedies' }).waitFor();
          expect(await readShifts(page)).toBeLessThanOrEqual(0.05);
        }
      });

      test('with a processor slowed four times, every interaction is under 200 ms', async () => {
        const page = await open('/');
        await page.waitForLoadState('networkidle');
        const timer = await createKeyTimer(page);
        const times: Record<string, number> = {};
        const act = async (name: string, locator: string, ...keys: string[]) => {
          await page.locator(locator).focus();
          const tries: number[] = [];
          for (let count = 0; count < 9; count += 1) {
            tries.push(await timer.time(keys[count % keys.length] ?? ''));
          }
          times[name] = Math.round(median(tries));
        };
        // Forth and back: a key that chooses nothing more costs nothing.
        await act('measure', '#map-measure', 'ArrowDown', 'ArrowUp');
        await act('year', '#map-year', 'ArrowUp', 'ArrowDown');
        await act('arrow', '[data-council="leeds"]', 'ArrowRight');
        await act('region', '#map-region', 'ArrowDown', 'ArrowUp');
        await page.locator('#map-region').selectOption('');
        await page.getByText('The same as a table').click();
        await act('sort', '.map-sort >> nth=1', 'Enter');
        await page.waitForURL(/sort=-value/); // pressed nine times: down, up, …, down
        console.log('milliseconds at a quarter of the speed:', times);
        expect(Object.entries(times).filter(([, time]) => time >= 200)).toEqual([]);
      });
    });
  });
}
