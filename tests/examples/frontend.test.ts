import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { findChromium, launchChromium } from '../browser/chromium.ts';
import { describeInBrowser } from '../browser/in-browser.ts';
import { findAxeFaults, measureOverflow, openVisit, type Visit } from '../browser/visit.ts';
import { openServer, type TestServer } from '../e2e/open-server.ts';

const chromium = findChromium();

describeInBrowser('the example frontend, built, before the real server', () => {
  let folder: string;
  let server: TestServer;
  let site: PreviewServer;
  let browser: Browser;
  let origin: string;
  let visit: Visit | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-frontend-'));
    const options = {
      configFile: false,
      root: 'examples/frontend',
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true, target: 'es2022' },
    } as const;
    await build(options);
    server = await openServer();
    site = await preview({
      ...options,
      preview: { host: '127.0.0.1', port: 0, proxy: { '/graphql': server.url } },
    });
    const address = site.httpServer.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    origin = `http://127.0.0.1:${address.port}`;
    browser = await launchChromium(chromium ?? '');
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await server?.close();
    await rm(folder, { recursive: true });
  });

  afterEach(async () => {
    expect(visit?.strays).toEqual([]);
    await visit?.close();
  });

  /** The page at a width, once it has its first answer. */
  async function open(width: number): Promise<Page> {
    visit = await openVisit(browser, origin, { viewport: { width, height: 800 } });
    await visit.page.goto('/');
    await visit.page.locator('#answer[aria-busy=false]').waitFor();
    return visit.page;
  }

  async function ask(page: Page, council: string, year: string): Promise<void> {
    await page.getByLabel('Council').fill(council);
    await page.getByLabel('Year').fill(year);
    await page.getByRole('button', { name: 'Show' }).click();
  }

  it.each([320, 1280])(
    'shows the figures that the graph gives, without faults, %i wide',
    async (width) => {
      const page = await open(width);
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query:
            '{ council(slug: "dartford") { performance(yearEnding: 2020) { upheld { percent } similar { upheld { percent } } } } }',
        }),
      });
      const figures = (await response.json()) as {
        data: {
          council: {
            performance: { upheld: { percent: number }; similar: { upheld: { percent: number } } };
          };
        };
      };
      const { performance } = figures.data.council;
      expect(performance.upheld.percent).toBeTypeOf('number');
      const row = page.getByRole('row', { name: 'Complaints upheld' });
      expect(await row.getByRole('cell').first().textContent()).toMatch(
        new RegExp(`^${performance.upheld.percent}%\\d+ of \\d+$`),
      );
      expect(await row.getByRole('cell').last().textContent()).toBe(
        `${performance.similar.upheld.percent}%`,
      );
      expect(await page.getByRole('row').count()).toBe(4);
      expect(await findAxeFaults(page)).toEqual([]);
      expect(await measureOverflow(page)).toBeLessThanOrEqual(0);
      expect(visit?.faults).toEqual([]);
      const shots = process.env.REDRESS_SCREENSHOTS;
      if (shots) await page.screenshot({ path: join(shots, `frontend-${width}.png`) });
    },
  );

  it('says that there is no such council', async () => {
    const page = await open(320);
    await ask(page, 'atlantis', '2020');
    await page.getByText('There is no council “atlantis”.').waitFor();
  });

  it('says that nothing is known of a year', async () => {
    const page = await open(320);
    await ask(page, 'dartford', '2001');
    await page.getByText('Nothing is known of this year.').waitFor();
  });

  it('shows what came when a part is null, and the problem beside it', async () => {
    const page = await open(320);
    await page.route('**/graphql', (route) =>
      route.fulfill({
        json: {
          data: { council: { name: 'Dartford', performance: null } },
          errors: [{ message: 'The figures cannot be had.' }],
        },
      }),
    );
    await ask(page, 'dartford', '2020');
    await page.getByText('The figures cannot be had.').waitFor();
    expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe('Dartford');
  });

  it('says that the server cannot be reached', async () => {
    const page = await open(320);
    await page.route('**/graphql', (route) => route.abort());
    await ask(page, 'dartford', '2020');
    await page.getByText('The server could not be reached.').waitFor();
  });
});
