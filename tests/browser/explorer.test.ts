import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { openServer, type RunningServer } from './server.ts';
import { findAxeFaults, openVisit, type Visit } from './visit.ts';

const chromium = findChromium();

const examples = readFileSync(
  new URL('../../src/web/explorer/examples.graphql', import.meta.url),
  'utf8',
);

// GraphiQL draws a tab as a focusable list item around two buttons; that is its to mend, not ours.
const KNOWN_AXE_FAULTS = /^nested-interactive: li /;

describe.skipIf(chromium === null)(
  'the explorer in a browser that reaches only this server',
  () => {
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

    async function open(colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
      const visit = await openVisit(browser, server.url, {
        colorScheme,
        viewport: { width: 1280, height: 800 },
      });
      visits.push(visit);
      await visit.page.goto('/graphql');
      await visit.page.locator('.graphiql-query-editor .view-line').first().waitFor();
      return visit.page;
    }

    function waitForResponse(page: Page, text: string): Promise<void> {
      return page.locator('.graphiql-response').getByText(text).first().waitFor();
    }

    test('runs the first example and shows its data', async () => {
      const page = await open();
      await page.getByRole('button', { name: /execute query/i }).click();
      await page.getByRole('menuitem', { name: 'CouncilPerformance' }).click();
      await waitForResponse(page, 'Dartford Borough Council');
      expect(await page.locator('.graphiql-response').textContent()).not.toContain('errors');
    });

    test('runs the operation under the cursor with the keyboard', async () => {
      const page = await open();
      await page.locator('.graphiql-query-editor').getByRole('textbox').focus();
      await page.keyboard.press('Control+Home');
      const line = examples.slice(0, examples.indexOf('query CouncilPage')).split('\n').length;
      for (let below = 1; below < line; below += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Control+Enter');
      await waitForResponse(page, 'totalCount');
    });

    test('knows the schema, so that the documentation opens on it', async () => {
      const page = await open();
      await page.getByRole('button', { name: /documentation explorer/i }).click();
      await page.getByRole('link', { name: 'Query', exact: true }).click();
      await page.getByText('nationalPerformance').first().waitFor();
    });

    test.each(['light', 'dark'] as const)(
      'has no fault of ours that axe finds, %s',
      async (scheme) => {
        const page = await open(scheme);
        await page.getByRole('button', { name: /execute query/i }).click();
        await page.getByRole('menuitem', { name: 'CouncilPerformance' }).click();
        await waitForResponse(page, 'Dartford Borough Council');
        const faults = await findAxeFaults(page);
        expect(faults.filter((fault) => !KNOWN_AXE_FAULTS.test(fault))).toEqual([]);
      },
    );

    test('says without JavaScript what it needs', async () => {
      const visit = await openVisit(browser, server.url, { javaScriptEnabled: false });
      visits.push(visit);
      await visit.page.goto('/graphql');
      expect(await visit.page.locator('noscript strong').isVisible()).toBe(true);
    });
  },
);
