/**
 * Makes the pictures of `docs/images` from the running program: the letter, pages of the site, the explorer, a plan.
 *
 * Uses the database of `DATABASE_URL` (`sqlite:var/redress.sqlite` by default; sample data is loaded into an
 * empty one) and the system's Chromium. Run it with `npm run screenshots` and look at what it made.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { type RunningServer, startServer } from '../src/composition/start-server.ts';
import { parseSettings } from '../src/config/settings.ts';
import { createApiKey, revokeApiKey } from '../src/resolvers/access/api-key.repository.ts';
import { findChromium, launchChromium, NO_CHROMIUM } from '../tests/browser/chromium.ts';

const folder = fileURLToPath(new URL('../docs/images', import.meta.url));

interface Picture {
  readonly name: string;
  readonly path: string;
  /** Size of the picture in CSS pixels; there are one and a half image pixels to each. */
  readonly width: number;
  readonly height: number;
  /** What is done on the page before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
}

async function runFirstExample(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  await page.getByRole('button', { name: /execute query/i }).click();
  await page.getByRole('menuitem', { name: 'CouncilPerformance' }).click();
  await page.locator('.graphiql-response').getByText('"name"').waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500); // the editor folds and colours after it has shown the text
}

const pictures: readonly Picture[] = [
  { name: 'home', path: '/', width: 1280, height: 1100 },
  { name: 'council', path: '/councils/kent', width: 1280, height: 1400 },
  { name: 'compare', path: '/compare?c=kent&c=essex&c=surrey', width: 1280, height: 1000 },
  { name: 'councils', path: '/councils?q=ford', width: 1280, height: 860 },
  { name: 'explorer', path: '/graphql', width: 1280, height: 800, prepare: runFirstExample },
];

async function openPage(browser: Browser, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  return context.newPage();
}

async function visit(page: Page, address: string): Promise<void> {
  const reply = await page.goto(address, { waitUntil: 'networkidle' });
  if (reply?.status() !== 200) {
    throw new Error(`[screenshots] ${address}: expected status 200, but got ${reply?.status()}.`);
  }
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  await page.context().close();
  console.log(`docs/images/${name}.png`);
}

async function take(browser: Browser, origin: string, picture: Picture): Promise<void> {
  const page = await openPage(browser, picture.width, picture.height);
  await visit(page, `${origin}${picture.path}`);
  await picture.prepare?.(page);
  await save(page, picture.name);
}

/** The letter as two sheets side by side, 600 pixels wide each: how it begins, and its statistics. */
async function takeLetter(browser: Browser, origin: string): Promise<void> {
  const [width, height] = [600, 1000];
  const letter = await openPage(browser, width, height);
  await visit(letter, `${origin}/letters/2020/dartford.html`);
  const statistics = await letter.getByText(/: statistics$/).boundingBox();
  if (statistics === null) throw new Error('[screenshots] letter: found no statistics in it.');
  const sheets: string[] = [];
  for (const top of [0, statistics.y - 32]) {
    const clip = { x: 0, y: top, width, height };
    const png = await letter.screenshot({ clip, fullPage: true });
    sheets.push(`<img width="${width}" src="data:image/png;base64,${png.toString('base64')}">`);
  }
  await letter.context().close();

  const desk = await openPage(browser, 2 * width + 96, height + 64);
  await desk.setContent(`<style>
    body { background: #dfe6e6; display: flex; gap: 32px; margin: 32px }
    img { background: #fff; box-shadow: 0 1px 4px rgb(0 0 0 / 25%) }
  </style>${sheets.join('')}`);
  await save(desk, 'letter');
}

/** A plan in the explorer, with a key that is good for this picture only. */
async function takePlan(browser: Browser, { url, database }: RunningServer): Promise<void> {
  const now = new Date().toISOString();
  const { key, prefix } = await createApiKey(database, 'screenshot', ['admin'], now);
  try {
    const page = await openPage(browser, 1280, 800);
    await visit(page, `${url}/graphql`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    await page.getByRole('button', { name: 'Show Query plan' }).click();
    await page.getByRole('button', { name: 'Headers' }).click();
    await page
      .locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)')
      .getByRole('textbox')
      .focus();
    await page.keyboard.insertText(JSON.stringify({ authorization: `Bearer ${key}` }));
    await page.getByRole('button', { name: 'Hide editor tools' }).click();
    await runFirstExample(page);
    await page.locator('.plan-fetch summary').first().click();
    await page.mouse.move(0, 0);
    await save(page, 'plan');
  } finally {
    await revokeApiKey(database, prefix, now);
  }
}

const chromium = findChromium();
if (chromium === null) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const server = await startServer(
  parseSettings({
    LOG_LEVEL: 'error',
    REDRESS_PUBLIC_URL: 'http://127.0.0.1:4000',
    ...process.env,
    PORT: '0',
  }),
);
const browser = await launchChromium(chromium);
try {
  await takeLetter(browser, server.url);
  for (const picture of pictures) await take(browser, server.url, picture);
  await takePlan(browser, server);
} finally {
  await browser.close();
  await server.close();
}
