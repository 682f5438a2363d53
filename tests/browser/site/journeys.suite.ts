import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  createHand,
  focusOf,
  type Hand,
  tabTo,
  WAYS,
  type Way,
  WINDOWS,
  windowOf,
} from './hand.ts';
import type { Site } from './open-site.ts';

const titleOf = (page: Page) => page.locator('h1').textContent();
const countOf = (text: string | null) => Number.parseInt((text ?? '').replaceAll(',', ''), 10);
const hexOf = (page: Page, slug: string) => page.locator(`[data-council="${slug}"]`);
/** How a journey is gone. */
interface Going {
  readonly way: Way;
  readonly hand: Hand;
  readonly scripted: boolean;
  open(path: string): Promise<Page>;
}

/** What people come for, each from its beginning to its end. */
const JOURNEYS: Readonly<Record<string, (going: Going, site: Site) => Promise<void>>> = {
  'goes from the map to a council': async ({ way, hand, open, scripted }) => {
    const page = await open('/');
    if (scripted) await page.locator('.map-hex[tabindex="0"]').waitFor();
    await hand.choose(page.getByLabel('Show'), 'Upheld per 100,000');
    await hand.choose(page.getByLabel('Region'), 'London');
    if (way === 'by keyboard') {
      await tabTo(page.getByLabel('Year'));
      await page.keyboard.press('ArrowLeft');
    } else {
      await page.getByLabel('Year').fill('2019');
    }
    if (!scripted) await hand.press(page.getByRole('button', { name: 'Update map' }));
    await page.getByText('Upheld per 100,000, 2018 to 2019.').waitFor();
    expect(await page.locator('a.map-hex').count()).toBe(33);
    let slug: string | null = 'camden';
    if (way === 'by keyboard') {
      await tabTo(page.locator('.map-hex[tabindex="0"]'));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      slug = await focusOf(page).getAttribute('data-council');
      await page.keyboard.press('Enter');
    } else {
      await hexOf(page, slug).click();
    }
    await page.waitForURL(`/councils/${slug}`);
    expect(await titleOf(page)).toContain('London Borough of ');
  },

  'reads the page of a council: a year, the working, and the decisions behind a figure': async ({
    hand,
    open,
  }) => {
    const page = await open('/councils/kent');
    await hand.press(page.getByRole('link', { name: '2017 to 2018', exact: true }));
    await page.waitForURL(/year=2018/);
    await page.getByRole('heading', { name: 'Three rates, 2017 to 2018' }).waitFor();
    await hand.press(page.locator('.chart-details summary').first());
    expect(await page.locator('.chart-details tbody').first().isVisible()).toBe(true);
    await hand.press(
      page.locator('#by-outcome').getByRole('link', { name: 'Investigated, upheld' }),
    );
    await page.waitForURL(/outcome=UPHELD/);
    await page.getByRole('link', { name: 'Take away Investigated, upheld' }).waitFor();
    const decisions = page.locator('.site-decision');
    expect(await decisions.count()).toBeGreaterThan(0);
    await hand.press(decisions.getByRole('heading').getByRole('link').first());
    await page.waitForURL(/\/decisions\/\d\d-\d{3}-\d{3}$/);
    await hand.press(page.getByRole('link', { name: 'Kent County Council' }).first());
    await page.waitForURL(/\/councils\/kent/);
  },

  'compares councils, of which some are suggested, and shares the address': async (
    { hand, open },
    site,
  ) => {
    const page = await open('/compare');
    const add = page.getByLabel('Add a council');
    await hand.write(add, 'Kent County Council');
    await hand.send(add, page.getByRole('button', { name: 'Add' }));
    await page.waitForURL(/c=kent/);
    await hand.press(page.getByRole('link', { name: /^Add / }).first());
    await page.waitForURL(/c=kent&c=[a-z-]+/);
    const chosen = page.getByRole('list', { name: 'Councils that are compared' });
    const names = await chosen.getByRole('listitem').allTextContents();
    expect(names.length).toBe(2);
    const shared = await open(page.url().slice(site.url.length));
    expect(
      await shared
        .getByRole('list', { name: 'Councils that are compared' })
        .getByRole('listitem')
        .allTextContents(),
    ).toEqual(names);
    await hand.press(page.getByRole('link', { name: 'Take away Kent County Council' }));
    await page.waitForURL((url) => !url.search.includes('c=kent'));
    expect(await chosen.getByRole('listitem').count()).toBe(1);
  },

  'searches the decisions by words and facets, and reads one': async ({ hand, open }) => {
    const page = await open('/decisions');
    const words = page.getByLabel('Words in the summary');
    await hand.write(words, 'autism');
    await hand.send(words, page.getByRole('button', { name: 'Search the decisions' }));
    await page.waitForURL(/words=autism/);
    await page.getByRole('link', { name: /Take away “autism”/ }).waitFor();
    const found = page.locator('#decision-results [role=status]');
    const before = countOf(await found.textContent());
    await hand.press(page.locator('.site-facet summary', { hasText: 'Outcome' }));
    await hand.press(
      page.locator('.site-facet').getByRole('link', { name: /^Investigated, upheld/ }),
    );
    await page.waitForURL(/outcome=UPHELD/);
    await page.getByRole('link', { name: 'Take away Investigated, upheld' }).waitFor();
    const after = countOf(await found.textContent());
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(before);
    await hand.press(page.locator('.site-decision h3 a').first());
    await page.waitForURL(/\/decisions\/\d\d-\d{3}-\d{3}$/);
    expect(await titleOf(page)).toMatch(/^Decision \d\d \d{3} \d{3}$/);
    expect(await page.locator('.govuk-summary-list').textContent()).toContain(
      'Investigated, upheld',
    );
  },

  'reads the review of a year, and goes on to a council that moved': async ({ hand, open }) => {
    const page = await open('/review');
    await page.waitForURL('/review/2020');
    await hand.press(page.getByRole('link', { name: '2018 to 2019', exact: true }));
    await page.waitForURL('/review/2019');
    const movers = page.getByRole('table', { name: 'More upheld' });
    const row = movers.getByRole('row').nth(1);
    expect(await row.textContent()).toMatch(/\d+% \d+ of \d+\d+% \d+ of \d+\+\d+$/);
    const link = row.getByRole('link');
    const name = await link.textContent();
    await hand.press(link);
    await page.waitForURL(/\/councils\/[a-z-]+\?year=2019$/);
    expect(await titleOf(page)).toBe(name);
  },

  'finds a letter in the archive': async ({ hand, open }) => {
    const page = await open('/letters');
    await hand.choose(page.getByLabel('Year'), '2019 to 2020');
    const name = page.getByLabel('Council name');
    await hand.write(name, 'dartford');
    await hand.send(name, page.getByRole('button', { name: 'Search' }));
    await page.waitForURL(/q=dartford&year=2020/);
    await page.getByRole('heading', { name: '1 letter', exact: true }).waitFor();
    await hand.press(
      page.getByRole('link', { name: '2019 to 2020 letter to Dartford Borough Council' }),
    );
    await page.waitForURL('/letters/2020/dartford.html');
    expect(await page.locator('body').textContent()).toContain('Dartford Borough Council');
  },

  'asks how a council is doing, and comes to its letter and the data behind it': async ({
    way,
    hand,
    open,
    scripted,
  }) => {
    const page = await open('/');
    const find = page.getByLabel('Find a council');
    await hand.write(find, 'Dartford Borough Council');
    await hand.send(find, page.getByRole('button', { name: 'Search' }));
    await page.waitForURL('/councils/dartford');
    await hand.press(page.getByRole('link', { name: 'The letter for 2019 to 2020' }));
    await page.waitForURL('/letters/2020/dartford.html');
    await page.goBack();
    await page.getByRole('heading', { name: 'This page as data' }).waitFor();
    const saved = page.waitForEvent('download');
    await hand.press(page.getByRole('link', { name: /CSV/ }).first());
    expect((await saved).suggestedFilename()).toMatch(/dartford.*\.csv$/);
    if (!scripted) {
      await hand.press(page.getByText('The GraphQL query that made this page'));
      const [query, variables] = [page.getByLabel('Query'), page.getByLabel('Variables')];
      const reply = await page.request.post('/graphql', {
        data: {
          query: await query.inputValue(),
          variables: JSON.parse(await variables.inputValue()),
        },
      });
      const { data, errors } = await reply.json();
      expect([data.council.name, errors]).toEqual(['Dartford Borough Council', undefined]);
      return;
    }
    await hand.press(page.getByRole('link', { name: 'Open this page’s query' }));
    await page.locator('.graphiql-query-editor').getByText('CouncilPage').first().waitFor();
    const answer = page.waitForResponse(
      (response) => response.url().endsWith('/graphql') && response.request().method() === 'POST',
    );
    if (way === 'by keyboard') {
      const editor = page.locator('.graphiql-query-editor');
      for (let press = 0; press < 30; press += 1) {
        if ((await editor.locator(':focus').count()) > 0) break;
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Control+Enter');
    } else {
      await page.getByRole('button', { name: /execute query/i }).click();
    }
    expect(await (await answer).text()).toContain('Dartford Borough Council');
    // The editor draws as much of it as fits the window.
    await page.locator('.graphiql-response').getByText('breakYears').first().waitFor();
  },
};

/** Every journey in every way of working a page, in windows that take turns. */
export function checkJourneys(site: Site): void {
  const journeys = Object.entries(JOURNEYS);

  describe.each(WAYS)('%s, a visitor', (way) => {
    for (const [index, [name, go]] of journeys.entries()) {
      const window = windowOf(way, index);
      test(`${name} (${window.width} pixels, ${window.colorScheme})`, async () => {
        const hand = createHand(way, window);
        const open = (path: string) => site.open(path, hand.options);
        await go({ way, hand, open, scripted: way !== 'without JavaScript' }, site);
      });
    }

    test('meets every window on these journeys', () => {
      const met = new Set(journeys.map((_, index) => windowOf(way, index)));
      expect(met.size).toBe(WINDOWS.length);
    });
  });
}
