import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { describeInBrowser } from './in-browser.ts';
import { openServer, type RunningServer } from './server.ts';
import { findAxeFaults, measureOverflow, openVisit, type Visit } from './visit.ts';

const chromium = findChromium();

describeInBrowser('editions in the studio', () => {
  let server: RunningServer;
  let browser: Browser;
  const visits: Visit[] = [];
  /** Faults that a test provokes: the browser reports every refused request. */
  let expectedFaults: RegExp[] = [];

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
      const faults = visit.faults.filter((fault) => !expectedFaults.some((one) => one.test(fault)));
      expect(faults).toEqual([]);
      await visit.close();
    }
    expectedFaults = [];
  });

  async function open(path: string, width = 1280): Promise<Page> {
    const visit = await openVisit(browser, server.url, { viewport: { width, height: 900 } });
    visits.push(visit);
    await visit.page.goto(path);
    await visit.page.locator('main h1').waitFor();
    return visit.page;
  }

  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`))
        return;
    }
    throw new Error(`60 presses of Tab did not reach ${selector}`);
  }

  const letterOf = (page: Page) => page.frameLocator('.draft-letter iframe');

  test('lists the years, and leads from one to the form by keyboard alone', async () => {
    const page = await open('/studio');
    await tabTo(page, '[href="/studio/editions"]');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /2020.*22 Jul 2020.*29 Jul 2020/ }).waitFor();
    await tabTo(page, '[href="/studio/editions?year=2020"]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Letters for the year ending 2020' }).waitFor();
    expect(await page.getByLabel('Opening').inputValue()).toContain('first summer of Covid-19');
  });

  test('shows the letter as it is written, before anything is saved, and saves it, by keyboard alone', async () => {
    const page = await open('/studio/editions?year=2020');
    await letterOf(page).getByText('first summer of Covid-19').waitFor();
    await tabTo(page, '#edition-opening');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('A *new* opening, with [a link](https://example.org/new).');
    await letterOf(page).getByText('A new opening').waitFor();
    expect(await letterOf(page).locator('em', { hasText: 'new' }).count()).toBe(1);
    await page.getByText('Not saved yet.').waitFor();
    const published = await fetch(`${server.url}/letters/2020/dartford.txt`);
    expect(await published.text()).toContain('first summer of Covid-19');

    await tabTo(page, '.save-bar button');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as version 1.').waitFor();
    await page.getByText('Changed once').click();
    await page.getByText(/, studio on this machine$/).waitFor();
    const rendered = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ edition(yearEnding: 2020) { opening version } }' }),
    });
    expect(await rendered.json()).toEqual({
      data: {
        edition: {
          opening: ['A *new* opening, with [a link](https://example.org/new).'],
          version: 1,
        },
      },
    });
  });

  test('says at each field what is wrong, and saves nothing until it is mended', async () => {
    expectedFaults = [/422/];
    const page = await open('/studio/editions?year=2019');
    await letterOf(page).getByText('Annual review letter 2019').first().waitFor();
    await page.getByLabel('Closing').fill('Thanks.\n\n# A heading');
    await page.getByLabel('Email for questions').fill('nobody');
    await page.getByText('Line 3: expected paragraphs, emphasis, lists or links').waitFor();
    await page.getByText(/expected one email address .* but got "nobody"/).waitFor();
    expect(await page.getByLabel('Closing').getAttribute('aria-invalid')).toBe('true');
    expect(await findAxeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('alert')
      .getByText(/"closing", line 3: expected/)
      .waitFor();
    await page.getByLabel('Closing').fill('Thanks.');
    await page.getByLabel('Email for questions').fill('letters@example.org');
    await page.getByLabel('Public from').fill('2019-01-01');
    await page.getByText(/expected 2019-\d\d-\d\d, the date of the letters, or later/).waitFor();
    await page.getByLabel('Public from').fill('2019-08-01');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved as version 1.').waitFor();
  });

  test('saves nothing over what a colleague saved meanwhile, unless told to', async () => {
    expectedFaults = [/409/];
    const [mine, theirs] = [
      await open('/studio/editions?year=2018'),
      await open('/studio/editions?year=2018'),
    ];
    await theirs.getByLabel('Name in the letterhead').fill('Theirs');
    await theirs.getByRole('button', { name: 'Save' }).click();
    await theirs.getByText('Saved as version 1.').waitFor();
    await mine.getByLabel('Name in the letterhead').fill('Mine');
    await mine.getByRole('button', { name: 'Save' }).click();
    await mine.getByText(/^The edition of 2018 was changed by studio on this machine/).waitFor();
    await mine.getByRole('button', { name: 'Save mine over it' }).click();
    await mine.getByText('Saved as version 2.').waitFor();
  });

  test('begins a new year with the words of the last and dates of its own', async () => {
    const page = await open('/studio/editions');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('This year has no edition yet.').waitFor();
    const year = Number(new URL(page.url()).searchParams.get('year'));
    expect(await page.getByLabel('Date of the letters').inputValue()).toMatch(`${year}-`);
    expect(await page.getByLabel('Opening').inputValue()).not.toBe('');
    await page.getByText(/nothing is known of complaints about .* in the year ending/).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved as version 1.').waitFor();
    await page.goto('/studio/editions');
    await page.getByRole('link', { name: String(year), exact: true }).waitFor();
  });

  test('finds a council, and writes and takes out what its letter alone says', async () => {
    const page = await open('/studio/editions?year=2020');
    await page.getByLabel('Write to a council').fill('dartf');
    await page.getByRole('option', { name: 'Dartford Borough Council' }).click();
    await page.getByRole('link', { name: 'Edit the comment for dartford' }).click();
    await page.getByRole('heading', { name: 'Comment for Dartford Borough Council' }).waitFor();
    await page.getByLabel('Comment').fill('Two things:\n\n- one\n- **two**');
    await letterOf(page).getByRole('heading', { name: 'About Dartford Borough Council' }).waitFor();
    await letterOf(page).locator('li strong', { hasText: 'two' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved as version 1.').waitFor();
    expect(await (await fetch(`${server.url}/letters/2020/leeds.txt`)).text()).not.toContain(
      'Two things',
    );
    await page.getByLabel('Comment').fill('');
    await letterOf(page)
      .getByRole('heading', { name: 'About Dartford' })
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved as version 2.').waitFor();
  });

  test('shows the letter to whatever council is chosen', async () => {
    const page = await open('/studio/editions?year=2020');
    await page.getByLabel('To', { exact: true }).fill('leeds');
    await page.getByRole('option', { name: 'Leeds City Council' }).click();
    await page.getByText('This is the letter to Leeds City Council.').waitFor();
    await letterOf(page).getByText('Leeds City Council').first().waitFor();
  });

  test.each([320, 768, 1280])(
    'fits %i pixels, and axe finds nothing, light and dark',
    async (width) => {
      for (const [name, path] of [
        ['list', '/studio/editions'],
        ['form', '/studio/editions?year=2020'],
        ['comment', '/studio/editions?year=2020&council=dartford'],
      ] as const) {
        const page = await open(path, width);
        if (name !== 'list') await letterOf(page).getByText('Yours sincerely').waitFor();
        expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
        for (const colorScheme of width === 768 ? [] : (['light', 'dark'] as const)) {
          await page.emulateMedia({ colorScheme });
          expect(await findAxeFaults(page)).toEqual([]);
        }
        if (process.env.REDRESS_SHOTS) {
          await page.emulateMedia({ colorScheme: 'light' });
          await page.screenshot({ path: `${process.env.REDRESS_SHOTS}/${name}-${width}.png` });
        }
      }
    },
  );
});
