/**
 * The site in a browser, for all suites of this folder: one server, one browser, and a profile of its own for each visit.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findChromium, launchChromium } from '../chromium.ts';
import { openServer, type RunningServer } from '../server.ts';
import { watchShifts } from '../speed.ts';
import { openVisit, type Visit } from '../visit.ts';

/** How a page is opened: as Playwright's options, and what the server should answer. */
export interface OpenOptions extends BrowserContextOptions {
  /** Default 200. Of any other the browser writes an error, which is no fault of the page. */
  readonly expectStatus?: number;
}

/** What suites are given. */
export interface Site {
  /** The server's origin; known once tests run. */
  readonly url: string;
  /** Opens a page in a new profile, which is closed after the test. The page notes its layout shifts. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Opens a page for several tests. The caller closes its profile; what goes wrong in it fails the test after which it shows. */
  keep(prepare: (page: Page) => Promise<void>): Promise<Page>;
}

/**
 * Starts server and browser before the tests of a file. After each test every page of it must have kept to the server, set no
 * cookie, and written no error.
 */
export function useSite(): Site {
  let server: RunningServer | undefined;
  let browser: Browser | undefined;
  const visits: { visit: Visit; status: number }[] = [];
  let kept: Visit | undefined;

  beforeAll(async () => {
    [server, browser] = await Promise.all([openServer(), launchChromium(findChromium() ?? '')]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  afterEach(async () => {
    for (const { visit, status } of visits.splice(0)) {
      const own = `the server responded with a status of ${status} `;
      const faults = visit.faults.filter((fault) => status === 200 || !fault.includes(own));
      const cookies = await visit.page.context().cookies();
      await visit.close();
      expect({ strays: visit.strays, faults, cookies }).toEqual({
        strays: [],
        faults: [],
        cookies: [],
      });
    }
    if (kept === undefined) return;
    const faults = kept.faults.filter((fault) => !/responded with a status of 40[04] /.test(fault));
    expect([...kept.strays, ...faults]).toEqual([]);
    expect(await kept.page.context().cookies()).toEqual([]);
  });

  const begin = async (options: BrowserContextOptions): Promise<Visit> => {
    if (browser === undefined || server === undefined) throw new Error('open: before the tests');
    const visit = await openVisit(browser, server.url, options);
    if (options.javaScriptEnabled !== false) await watchShifts(visit.page);
    return visit;
  };

  return {
    get url() {
      return server?.url ?? '';
    },
    open: async (path, { expectStatus: status = 200, ...options } = {}) => {
      const visit = await begin(options);
      visits.push({ visit, status });
      const reply = await visit.page.goto(path);
      expect(reply?.status()).toBe(status);
      return visit.page;
    },
    keep: async (prepare) => {
      const visit = await begin({ reducedMotion: 'reduce' });
      kept = visit;
      visit.page.once('close', () => {
        if (kept === visit) kept = undefined;
      });
      await prepare(visit.page);
      return visit.page;
    },
  };
}
