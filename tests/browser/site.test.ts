import { expect, test } from 'vitest';
import { describeInBrowser } from './in-browser.ts';
import { tabTo } from './site/hand.ts';
import { checkJourneys } from './site/journeys.suite.ts';
import { useSite } from './site/open-site.ts';

// Each file has a server and a browser of its own: site-pages.test.ts and site-map.test.ts run beside this one.
describeInBrowser('the site in a browser', () => {
  const site = useSite();

  checkJourneys(site);

  test('begins with a link past the navigation', async () => {
    const page = await site.open('/');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#main$/);
    await tabTo(page.locator('#q'));
  });

  test('searches by type and region with the keyboard', async () => {
    const page = await site.open('/councils');
    await page.locator('#type').focus();
    await page.keyboard.type('Metro');
    await tabTo(page.locator('#region').first());
    await page.keyboard.type('York');
    await tabTo(page.locator('main button').first());
    await page.keyboard.press('Enter');
    await page.waitForURL(/type=METROPOLITAN/);
    expect(new URL(page.url()).search).toBe('?type=METROPOLITAN&region=Yorkshire+and+The+Humber');
  });

  test('pages through all councils and back', async () => {
    const page = await site.open('/councils');
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
    expect(page.url()).toBe(`${site.url}/councils`);
  });

  test('keeps the table a table for screen readers when rows are stacked', async () => {
    const page = await site.open('/councils?q=dartford', { viewport: { width: 320, height: 700 } });
    const row = page.getByRole('row').filter({ hasText: 'Dartford Borough Council' });
    expect(await row.getByRole('cell').count()).toBe(4);
    expect(await row.getByRole('rowheader').count()).toBe(1);
  });

  test('narrows the decisions of a council in place, and goes back', async () => {
    const page = await site.open('/councils/kent');
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

  test('suggests names of councils once the field is entered', async () => {
    const page = await site.open('/');
    await page.getByLabel('Find a council').focus();
    await page
      .locator('#council-names option[value="Dartford Borough Council"]')
      .waitFor({ state: 'attached' });
    expect(await page.getByLabel('Find a council').getAttribute('list')).toBe('council-names');
  });

  test.each(['/', '/councils', '/councils/kent', '/councils/nowhere'])(
    '%s links to nothing that is not there',
    async (path) => {
      const page = await site.open(path, { expectStatus: path.endsWith('nowhere') ? 404 : 200 });
      const links = await page
        .locator('a[href]:not(.map-hex):not(.map-table a)') // the map's own test looks at those
        .evaluateAll((anchors) =>
          anchors.map((anchor) => (anchor as unknown as { href: string }).href),
        );
      const ours = new Set(
        links.filter((link) => link.startsWith(site.url)).map((link) => link.split('#')[0] ?? ''),
      );
      ours.delete(page.url());
      const answers = await Promise.all(
        [...ours].map(async (link) => {
          const reply = await fetch(link, { headers: { accept: 'text/html' } });
          await reply.arrayBuffer();
          return `${reply.status} ${link}`;
        }),
      );
      expect(answers.length).toBeGreaterThan(2);
      expect(answers.filter((answer) => !answer.startsWith('200 '))).toEqual([]);
    },
  );

  test('sends the data of the map once, packed, as closed as its pages', async () => {
    const address = `${site.url}/map/2020.json`;
    const first = await fetch(address, { headers: { 'accept-encoding': 'br' } });
    await first.arrayBuffer();
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, no-cache',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    });
    const etag = first.headers.get('etag') ?? '';
    const second = await fetch(address, { headers: { 'if-none-match': etag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
  });

  test.each(['/', '/councils', '/councils/kent', '/review/2020'])(
    '%s is a first page under 150 kB without the data of the map, packed, with under 60 kB of script',
    async (path) => {
      const page = await site.open('/data');
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.setCacheDisabled', { cacheDisabled: true });
      const replies = new Map<string, { type: string; url: string; coding: string | undefined }>();
      const bytes = { page: 0, script: 0 };
      session.on('Network.responseReceived', ({ requestId, type, response: { url, headers } }) => {
        replies.set(requestId, { type, url, coding: headers['content-encoding'] });
      });
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const reply = replies.get(requestId);
        if (reply === undefined || /\/map\/\d+\.json$/.test(reply.url)) return;
        bytes.page += encodedDataLength;
        if (reply.type === 'Script') bytes.script += encodedDataLength;
      });
      await page.goto(path, { waitUntil: 'networkidle' });
      const plain = [...replies.values()]
        .filter(
          ({ type, coding }) =>
            coding !== 'br' && /^(Document|Script|Stylesheet|Fetch)$/.test(type),
        )
        .map(({ url }) => url);
      expect(plain).toEqual([]);
      expect(bytes.page).toBeGreaterThan(5_000);
      expect(bytes.page).toBeLessThan(150_000);
      expect(bytes.script).toBeGreaterThan(0);
      expect(bytes.script).toBeLessThan(60_000);
      console.log(`${path}: ${bytes.page} bytes, ${bytes.script} of them script`);
    },
  );
});
