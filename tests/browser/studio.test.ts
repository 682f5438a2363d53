import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { describeInBrowser } from './in-browser.ts';
import { openServer, type RunningServer } from './server.ts';
import { findAxeFaults, measureOverflow, openVisit, type Visit } from './visit.ts';

const chromium = findChromium();

describeInBrowser('the studio on the running server', () => {
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
      expect(visit.faults).toEqual([]);
      await visit.close();
    }
  });

  async function open(path = '/studio', width = 1280): Promise<Page> {
    const visit = await openVisit(browser, server.url, { viewport: { width, height: 900 } });
    visits.push(visit);
    await visit.page.goto(path);
    await visit.page.locator('.findings h2').waitFor();
    return visit.page;
  }

  const live = '/studio?report=annual-letter&p.council=dartford&p.yearEnding=2020';

  /** Presses Tab until the element with this selector has the focus. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`))
        return;
    }
    throw new Error(`40 presses of Tab did not reach ${selector}`);
  }

  test('shows a fixture in every part, and the address brings it back', async () => {
    const page = await open();
    const letter = page.frameLocator('iframe');
    await letter.getByText('Annual review letter 2020').first().waitFor();
    await page.getByLabel('Data').selectOption('no-investigations');
    await page.waitForURL(/fixture=no-investigations/);
    for (const [tab, part, text] of [
      ['Text', 'text', 'Dear'],
      ['MJML', 'mjml', '<mj-section'],
      ['Data', 'data', '"council"'],
      ['Query', 'query', 'query AnnualLetter('],
    ] as const) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.waitForURL(new RegExp(`part=${part}`));
      expect(await page.getByRole('tabpanel').textContent()).toContain(text);
    }
    await page.reload();
    await page.getByRole('tabpanel').getByText('query AnnualLetter(').waitFor();
    expect(await page.getByLabel('Data').inputValue()).toBe('no-investigations');
  });

  test('shows the letter as wide as a phone, a tablet and a desk', async () => {
    const page = await open('/studio?report=annual-letter', 1600);
    const frame = page.locator('iframe');
    for (const [name, width] of [
      ['Tablet', 768],
      ['Desktop', 1280],
      ['Phone', 375],
    ] as const) {
      await page.getByLabel(name).check();
      await expect.poll(async () => (await frame.boundingBox())?.width).toBe(width);
      expect(
        await frame.evaluate(
          (one) =>
            (one as never as { contentWindow: { innerWidth: number } }).contentWindow.innerWidth,
        ),
      ).toBe(width);
    }
  });

  test('goes from a fixture to live data, finds a council and compares, by keyboard alone', async () => {
    const page = await open();
    await tabTo(page, '#report');
    await tabTo(page, '#data');
    await page.keyboard.type('Live');
    await page.waitForURL(/p\.council=/);
    await tabTo(page, '#parameter-council');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('dartf');
    await page.getByRole('option', { name: 'Dartford Borough Council' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/p\.council=dartford/);
    await tabTo(page, '#parameter-yearEnding');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('2019');
    await page.getByRole('heading', { name: /letter 2019/ }).waitFor();
    await tabTo(page, '#tab-html');
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/part=changes/);
    await page.getByText(/lines differ/).waitFor();
    expect(await page.getByRole('link', { name: 'letter published for 2020' }).count()).toBe(1);
    expect(await page.locator('.diff del mark').first().textContent()).not.toBe('');
    expect(await page.locator('.diff ins mark').first().textContent()).not.toBe('');
  });

  test('says that the text is the same, and where there is nothing to compare with', async () => {
    const page = await open(`${live}&part=changes`);
    await page.getByText('the text is the same.').waitFor();
    await page.getByLabel('Report').selectOption('training-summary');
    await page.getByText(/^No letter of this report is published/).waitFor();
  });

  test('says beside the letter which parameter is wrong, until it is mended', async () => {
    const page = await open(live);
    await page.getByLabel('Year ending').fill('soon');
    const alert = page.locator('.problems');
    await alert.getByText(/"yearEnding": expected a whole number/).waitFor();
    expect(await alert.locator('.place').textContent()).toBe('annual-letter · parameters');
    await page.getByLabel('Year ending').fill('2020');
    await alert.waitFor({ state: 'detached' });
  });

  test('downloads the mail where no mail server is set', async () => {
    const page = await open(live);
    await page.getByLabel('Mail to').fill('author@example.org');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download .eml' }).click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part);
    const mail = Buffer.concat(parts).toString();
    expect(mail).toContain('To: author@example.org\r\n');
    expect(mail).toMatch(/^Subject: \[Test\] Annual review letter/m);
  });

  test.each([320, 768, 1280])(
    'fits %i pixels, and axe finds nothing, light and dark',
    async (width) => {
      const page = await open(live, width);
      for (const part of ['HTML', 'Text', 'MJML', 'Changes']) {
        await page.getByRole('tab', { name: part, exact: true }).click();
        expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const part of width === 320 ? ['HTML'] : ['HTML', 'Changes']) {
          await page.getByRole('tab', { name: part, exact: true }).click();
          expect(await findAxeFaults(page)).toEqual([]);
        }
      }
      if (process.env.REDRESS_SHOTS)
        await page.screenshot({ path: `${process.env.REDRESS_SHOTS}/${width}.png` });
    },
  );
});
