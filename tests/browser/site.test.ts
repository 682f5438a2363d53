import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { openServer, type RunningServer } from './server.ts';
import { findAxeFaults, measureOverflow, openVisit, type Visit } from './visit.ts';

const chromium = findChromium();
const WIDTHS = [320, 768, 1280];
const PATHS = [
  '/',
  '/letters/2020/dartford.html',
  '/councils?q=ford',
  '/councils/kent',
  '/councils/kent?year=2023&outcome=UPHELD',
  '/councils/dartfrod',
  '/compare?c=kent&c=essex&c=dartford&c=leeds&c=camden',
  '/decisions?words=roof',
  '/review/2020',
  '/review/1999',
  '/letters?year=2020',
  '/data',
  '/nowhere',
];

/** A letter is a mail first: mail clients drop landmarks, so it has none, and asking for them is no WCAG rule. */
function isOfMail(path: string, fault: string): boolean {
  return path.startsWith('/letters/') && /^(landmark-one-main|region): /.test(fault);
}

describe.skipIf(chromium === null)('the site in a browser', () => {
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
      expect(visit.strays).toEqual([]);
      expect(visit.faults.filter((fault) => !fault.includes('status of 404'))).toEqual([]);
      await visit.close();
    }
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const visit = await openVisit(browser, server.url, options);
    visits.push(visit);
    await visit.page.goto(path);
    return visit.page;
  }

  async function pressUntil(page: Page, key: string, focused: string): Promise<void> {
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press(key);
      if (await page.locator(focused).evaluate((element) => element.matches(':focus'))) return;
    }
    throw new Error(`20 presses of ${key} did not reach ${focused}`);
  }

  test('searches by keyboard alone, from the first Tab to the council', async () => {
    const page = await open('/');
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus').textContent()).resolves.toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await pressUntil(page, 'Tab', '#q');
    await page.keyboard.type('dartford');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\?q=dartford/);
    expect(await page.locator('tbody tr').count()).toBe(1);
    await pressUntil(page, 'Tab', 'tbody a >> nth=0');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/councils\/dartford$/);
    expect(await page.locator('h1').textContent()).toBe('Dartford Borough Council');
  });

  test('searches by type and region with the keyboard', async () => {
    const page = await open('/councils');
    await page.locator('#type').focus();
    await page.keyboard.type('Metro');
    await pressUntil(page, 'Tab', '#region');
    await page.keyboard.type('York');
    await pressUntil(page, 'Tab', 'main button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/type=METROPOLITAN/);
    expect(new URL(page.url()).search).toBe('?type=METROPOLITAN&region=Yorkshire+and+The+Humber');
  });

  test('works without JavaScript', async () => {
    const page = await open('/', { javaScriptEnabled: false });
    await page.locator('#q').fill('dart');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/q=dart/);
    await page.getByRole('link', { name: 'Dartford Borough Council', exact: true }).click();
    await page.waitForURL(/\/councils\/dartford$/);
    expect(await page.locator('h1').textContent()).toBe('Dartford Borough Council');
  });

  test('leads from the list to a letter and to the council it is about', async () => {
    const page = await open('/councils?q=dartford');
    await page.getByRole('link', { name: '2020 letter to Dartford Borough Council' }).click();
    await page.waitForURL(/\/letters\/2020\/dartford\.html$/);
    expect(await page.locator('body').textContent()).toContain('Annual review letter 2020');
    await page.goBack();
    await page.getByRole('link', { name: '4 earlier letters' }).click();
    await page.waitForURL(/\/councils\/dartford#letters$/);
    await page.getByRole('link', { name: 'Letter for 2016 to 2017' }).click();
    await page.waitForURL(/\/letters\/2017\/dartford\.html$/);
  });

  test('pages through all councils and back', async () => {
    const page = await open('/councils');
    const heading = () => page.locator('#results-title').textContent();
    const first = await heading();
    expect(first).toBe('Councils 1 to 50 of 350');
    for (const start of [51, 101]) {
      await page.getByRole('link', { name: 'Next page' }).click();
      await page.getByRole('heading', { name: `Councils ${start} to` }).waitFor();
    }
    for (const start of [51, 1]) {
      await page.getByRole('link', { name: 'Previous page' }).click();
      await page.getByRole('heading', { name: `Councils ${start} to` }).waitFor();
    }
    expect(await heading()).toBe(first);
    expect(page.url()).toBe(`${server.url}/councils`);
  });

  test.each(['/', '/councils', '/councils/kent', '/councils/nowhere'])(
    '%s links to nothing that is not there',
    async (path) => {
      const page = await open(path);
      const links = await page
        .locator('a[href]:not(.map-hex):not(.map-table a)') // the map's own test looks at those
        .evaluateAll((anchors) =>
          anchors.map((anchor) => (anchor as unknown as { href: string }).href),
        );
      const ours = new Set(
        links.filter((link) => link.startsWith(server.url)).map((link) => link.split('#')[0] ?? ''),
      );
      const broken: string[] = [];
      for (const link of ours) {
        const reply = await page.request.get(link, { headers: { accept: 'text/html' } });
        if (reply.status() !== 200 && link !== page.url()) broken.push(`${reply.status()} ${link}`);
      }
      expect(ours.size).toBeGreaterThan(2);
      expect(broken).toEqual([]);
    },
  );

  test('keeps the table a table for screen readers when rows are stacked', async () => {
    const page = await open('/councils?q=dartford', { viewport: { width: 320, height: 700 } });
    const row = page.getByRole('row').filter({ hasText: 'Dartford Borough Council' });
    expect(await row.getByRole('cell').count()).toBe(4);
    expect(await row.getByRole('rowheader').count()).toBe(1);
  });

  describe.each(PATHS)('%s', (path) => {
    test('fits phones, tablets and desks, and text at twice the size', async () => {
      const page = await open(path);
      const overflow: Record<string, number> = {};
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        overflow[width] = await measureOverflow(page);
      }
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      await page.setViewportSize({ width: 640, height: 800 });
      overflow['640, large text'] = await measureOverflow(page);
      expect(overflow).toEqual({ 320: 0, 768: 0, 1280: 0, '640, large text': 0 });
    });

    test('has no fault that axe finds, wide and light, narrow and dark', async () => {
      const page = await open(path);
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [320, 'dark'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        const faults = await findAxeFaults(page);
        expect(faults.filter((fault) => !isOfMail(path, fault))).toEqual([]);
      }
    });
  });

  test('goes from the question to the letter and the data behind it, without a dead end', async () => {
    const page = await open('/');
    await page.getByLabel('Find a council').fill('Dartford Borough Council');
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.waitForURL(/\/councils\/dartford$/);
    await page.getByText('How we work this out').first().click();
    expect(await page.locator('#working').count()).toBe(1);
    await page.getByRole('link', { name: 'The letter for 2019 to 2020' }).click();
    await page.waitForURL(/\/letters\/2020\/dartford\.html$/);
    await page.goBack();
    await page.getByRole('link', { name: 'Open this page’s query' }).click();
    await page.locator('.graphiql-query-editor').getByText('CouncilPage').first().waitFor();
    await page.getByRole('button', { name: /execute query/i }).click();
    await page
      .locator('.graphiql-response')
      .getByText('Dartford Borough Council')
      .first()
      .waitFor();
  });

  test('narrows the decisions of a council in place, and goes back', async () => {
    const page = await open('/councils/kent');
    await page.locator('#decision-results summary', { hasText: 'Outcome' }).click();
    const before = await page.locator('#decision-results [role=status]').textContent();
    await page.evaluate('globalThis.stays = true');
    await page
      .locator('#decision-results')
      .getByRole('link', { name: 'Investigated, upheld' })
      .click();
    await page.waitForURL(/outcome=UPHELD/);
    await page.getByRole('link', { name: /Take away Investigated, upheld/ }).waitFor();
    expect(await page.evaluate('globalThis.stays')).toBe(true);
    expect(await page.locator('#decision-results [role=status]').textContent()).not.toBe(before);
    await page.goBack();
    await page
      .getByText(before ?? '')
      .first()
      .waitFor();
  });

  test.each([true, false])(
    'searches decisions by keyboard, JavaScript: %s',
    async (javaScriptEnabled) => {
      const page = await open('/decisions', { javaScriptEnabled });
      await page.locator('#words').focus();
      await page.keyboard.type('autism');
      await page.keyboard.press('Enter');
      await page.waitForURL(/words=autism/);
      await page.getByRole('link', { name: /Take away “autism”/ }).waitFor();
      expect(await page.locator('.site-decision').count()).toBeGreaterThan(0);
      await page.locator('.site-decision h3 a').first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/decisions\/\d{2}-\d{3}-\d{3}$/);
      expect(await page.locator('h1').textContent()).toMatch(/^Decision \d{2} \d{3} \d{3}$/);
    },
  );

  test.each([true, false])(
    'compares councils, and the address holds them, JavaScript: %s',
    async (javaScriptEnabled) => {
      const page = await open('/compare', { javaScriptEnabled });
      await page.getByLabel('Add a council').fill('Kent County Council');
      await page.getByRole('button', { name: 'Add' }).click();
      await page.waitForURL(/c=kent/);
      await page.getByRole('link', { name: /^Add / }).first().click();
      await page.waitForURL(/c=kent&c=[a-z-]+/);
      const councils = await page.locator('.site-chosen li').count();
      expect(councils).toBe(2);
      await page.goto(page.url());
      expect(await page.locator('.site-chosen li').count()).toBe(2);
      await page.getByRole('link', { name: 'Take away Kent County Council' }).click();
      await page.waitForURL((url) => !url.search.includes('c=kent'));
      expect(await page.locator('.site-chosen li').count()).toBe(1);
    },
  );

  test('finds letters by council and year in place', async () => {
    const page = await open('/letters');
    await page.getByLabel('Council name').fill('dartford');
    await page.getByLabel('Year').selectOption('2020');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/q=dartford&year=2020/);
    await page.getByRole('heading', { name: '1 letter', exact: true }).waitFor();
    await page
      .getByRole('link', { name: '2019 to 2020 letter to Dartford Borough Council' })
      .click();
    await page.waitForURL(/\/letters\/2020\/dartford\.html$/);
  });

  test('suggests names of councils once the field is entered', async () => {
    const page = await open('/');
    await page.getByLabel('Find a council').focus();
    await page
      .locator('#council-names option[value="Dartford Borough Council"]')
      .waitFor({ state: 'attached' });
    expect(await page.getByLabel('Find a council').getAttribute('list')).toBe('council-names');
  });

  test('keeps still while it loads, and answers a click at a quarter of the speed', async () => {
    const page = await open('/councils/kent');
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.reload({ waitUntil: 'load' });
    const shift = await page.evaluate<number>(`new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(sum), 300);
    })`);
    expect(shift).toBeLessThanOrEqual(0.05);
    await page.evaluate(`globalThis.longest = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, entry.duration);
      }).observe({ type: 'event', durationThreshold: 16, buffered: true })`);
    await page.locator('#decision-results summary', { hasText: 'Subject' }).click();
    await page.locator('.govuk-details__summary').click();
    await page.locator('#words').click();
    await page.keyboard.type('bins');
    await page.keyboard.press('Enter');
    await page.waitForURL(/words=bins/);
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');
    expect(await page.evaluate<number>('globalThis.longest')).toBeLessThan(200);
  });

  test('sends a first page well under 150 kB, with a few kB of script', async () => {
    for (const path of ['/councils', '/councils/kent']) {
      const page = await open('/nowhere');
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      let bytes = 0;
      let script = 0;
      const scripts = new Set<string>();
      session.on('Network.responseReceived', ({ requestId, type }) => {
        if (type === 'Script') scripts.add(requestId);
      });
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        bytes += encodedDataLength;
        if (scripts.has(requestId)) script += encodedDataLength;
      });
      await page.goto(path, { waitUntil: 'networkidle' });
      expect(bytes).toBeGreaterThan(5_000);
      expect(bytes).toBeLessThan(150_000);
      expect(script).toBeGreaterThan(0);
      expect(script).toBeLessThan(60_000);
    }
  });

  test('sets no cookie', async () => {
    const page = await open('/councils/dartford');
    expect(await page.context().cookies()).toEqual([]);
  });
});
