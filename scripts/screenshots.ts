/**
 * Makes the pictures of `docs/images` from the running program: the letter, the list of councils, the explorer.
 *
 * Uses the database of `DATABASE_URL` (`sqlite:var/redress.sqlite` by default; sample data is loaded into an
 * empty one) and the system's Chromium. Run it with `npm run screenshots` and look at what it made.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { parseSettings } from '../src/config/settings.ts';
import { startServer } from '../src/main.ts';
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
  { name: 'letter', path: '/letters/2020/dartford.html', width: 600, height: 900 },
  { name: 'councils', path: '/?q=ford', width: 1280, height: 860 },
  { name: 'council', path: '/councils/dartford', width: 1280, height: 1000 },
  { name: 'explorer', path: '/graphql', width: 1280, height: 800, prepare: runFirstExample },
];

async function take(browser: Browser, origin: string, picture: Picture): Promise<void> {
  const { name, path, width, height } = picture;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const reply = await page.goto(path, { waitUntil: 'networkidle' });
  if (reply?.status() !== 200) {
    throw new Error(`[screenshots] ${path}: expected status 200, but got ${reply?.status()}.`);
  }
  await picture.prepare?.(page);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  await context.close();
  console.log(`docs/images/${name}.png`);
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
  for (const picture of pictures) await take(browser, server.url, picture);
} finally {
  await browser.close();
  await server.close();
}
