import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { describeInBrowser } from './in-browser.ts';
import { openServer, type RunningServer } from './server.ts';
import { findAxeFaults, measureOverflow, openVisit, type Visit } from './visit.ts';

const chromium = findChromium();

const examples = readFileSync(
  new URL('../../src/web/explorer/examples.graphql', import.meta.url),
  'utf8',
);

// GraphiQL draws a tab as a focusable list item around two buttons; that is its to mend, not ours.
const KNOWN_AXE_FAULTS = /^nested-interactive: (li|\.graphiql-tab) /;

describeInBrowser('the explorer in a browser that reaches only this server', () => {
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

  async function open(colorScheme: 'light' | 'dark' = 'light', width = 1280): Promise<Page> {
    const visit = await openVisit(browser, server.url, {
      colorScheme,
      viewport: { width, height: 800 },
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

  async function runFirst(page: Page): Promise<void> {
    await page.getByRole('button', { name: /execute query/i }).click();
    await page.getByRole('menuitem', { name: 'CouncilPerformance' }).click();
    await waitForResponse(page, 'Dartford Borough Council');
  }

  async function writeHeaders(page: Page, key: string): Promise<void> {
    await page.getByRole('button', { name: 'Headers' }).click();
    const editor = page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)');
    await editor.getByRole('textbox').focus();
    await page.keyboard.insertText(JSON.stringify({ authorization: `Bearer ${key}` }));
  }

  test.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)('draws the plan for an administrator, %s, %i wide', async (scheme, width) => {
    const page = await open(scheme, width);
    await page.getByRole('button', { name: 'Show Query plan' }).click();
    const panel = page.getByRole('region', { name: 'Query plan' });
    await panel.getByText('Plans are shown to callers with the scope admin.').waitFor();
    await writeHeaders(page, await server.createKey('admin'));
    await runFirst(page);
    expect(await page.locator('.graphiql-response').textContent()).not.toContain('extensions');
    await panel.getByText('3 requests to 3 subgraphs').waitFor();
    await panel.getByText('One after another').waitFor();
    const fetches = panel.locator('.plan-fetch');
    expect(await fetches.locator('.plan-subgraph').allTextContents()).toEqual([
      'councils',
      'decisions',
      'recommendations',
    ]);
    expect(await fetches.nth(1).textContent()).toMatch(
      /^decisions for council[\d.]+ ms, from [\d.]+ ms · 1 entityOperation/,
    );

    // Bars stand on one scale: each fetch of a sequence begins where the one before has ended.
    const bars = await fetches.locator('.plan-bar').all();
    const boxes = await Promise.all(bars.map((bar) => bar.boundingBox()));
    expect(boxes.map((box) => (box?.width ?? 0) > 2)).toEqual([true, true, true]);
    const starts = boxes.map((box) => box?.x ?? 0);
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));

    const operation = fetches.first().locator('summary');
    await operation.focus();
    await page.keyboard.press('Enter');
    await fetches.first().getByText('council(slug: "dartford")').waitFor();
    const faults = await findAxeFaults(page);
    expect(faults.filter((fault) => !KNOWN_AXE_FAULTS.test(fault))).toEqual([]);
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
  });

  test('says what a plan needs, and runs the operation all the same', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Show Query plan' }).click();
    await runFirst(page);
    await page.getByText('The operation was sent without an API key.').waitFor();
    await writeHeaders(page, await server.createKey('letters:read'));
    await runFirst(page);
    await page.getByText('This credential may not read plans.').waitFor();
    // The browser notes the refused request in its console.
    expect(visits[0]?.faults.splice(0)).toEqual([expect.stringContaining('403')]);
  });

  test('keeps what was run in its history, but no API key', async () => {
    const page = await open();
    await writeHeaders(page, await server.createKey('letters:read'));
    await runFirst(page);
    await page.waitForFunction('localStorage.getItem("graphiql:queries") !== null');
    const kept = await page.evaluate<string>('JSON.stringify({ ...localStorage })');
    expect(kept).toContain('CouncilPerformance');
    expect(kept).not.toContain('rk_');
    await page.reload();
    await page.getByRole('button', { name: 'Show History' }).click();
    await page.locator('.graphiql-history-item').getByText('CouncilPerformance').waitFor();
  });

  test('stacks its parts on a phone', async () => {
    const page = await open('light', 375);
    await runFirst(page);
    const editor = await page.locator('.graphiql-editors').boundingBox();
    const response = await page.locator('.graphiql-response').boundingBox();
    expect(editor?.width).toBeGreaterThan(300);
    expect(response?.width).toBeGreaterThan(300);
    expect(response?.y).toBeGreaterThanOrEqual((editor?.y ?? 0) + (editor?.height ?? 0));
    expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
  });

  test('says without JavaScript what it needs', async () => {
    const visit = await openVisit(browser, server.url, { javaScriptEnabled: false });
    visits.push(visit);
    await visit.page.goto('/graphql');
    expect(await visit.page.locator('noscript strong').isVisible()).toBe(true);
  });
});
