/**
 * A page that is watched while a test uses it.
 */
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A page, and what went wrong in it or left its origin since it was opened. */
export interface Visit {
  readonly page: Page;
  /** Console errors, uncaught errors and refused policies, as the browser words them. */
  readonly faults: string[];
  /** Requests to anything but the server. `data:` and `blob:` stay inside the page. */
  readonly strays: string[];
  close(): Promise<void>;
}

/** Opens a new, empty profile on a page of the server at `origin`. */
export async function openVisit(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const strays: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !['data:', 'blob:'].includes(url.protocol)) strays.push(url.href);
  });
  return { page, faults, strays, close: () => context.close() };
}

/** Which of axe's rules: all, or those that a colour scheme has a say in. */
export type AxeScope = 'all' | 'colours';

/** What axe looks at. */
export interface AxeOptions {
  readonly scope?: AxeScope;
  /** Whether the first dozen rows of each table stand for all: rows are alike, and axe takes as long for each. */
  readonly fewRows?: boolean;
}

/** Accessibility faults that axe finds in the page as it is now: "rule: target", empty when there are none. */
export async function findAxeFaults(
  page: Page,
  { scope = 'all', fewRows = false }: AxeOptions = {},
): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(await readAxe());
  return page.evaluate(
    async ({ rules, leftOut }) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const exclude = leftOut.filter((selector) => document.querySelector(selector) !== null);
      const { violations } = await axe.run(exclude.length > 0 ? { exclude } : document, {
        // Our styles and scripts are in the page already, and what passes is not asked for.
        preload: false,
        resultTypes: ['violations'],
        ...(rules === null ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
      });
      return violations.flatMap((violation) =>
        violation.nodes.map(
          (node) => `${violation.id}: ${node.target.join(' ')} – ${node.failureSummary}`,
        ),
      );
    },
    { rules: scope === 'all' ? null : COLOUR_RULES, leftOut: fewRows ? LATER_ROWS : [] },
  );
}

const LATER_ROWS = ['tr:nth-child(n+13)', '[role=row]:nth-child(n+13)'];
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

async function readAxe(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile(axeFile, 'utf8');
}

/** By how many pixels the page is wider than its window; 0 or less is right. */
export function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}
