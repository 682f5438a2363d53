import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { median, readShifts, slowDown, timeInteractions } from '../speed.ts';
import { type AxeScope, findAxeFaults, measureOverflow } from '../visit.ts';
import type { Site } from './open-site.ts';

const WIDTHS = [320, 768, 1280];

/** Every kind of page, with the status it answers. */
const PAGES: readonly (readonly [path: string, status: number])[] = [
  ['/', 200],
  ['/?measure=compliance&layer=counties&year=2018&sort=-value', 200],
  ['/?measure=height', 400],
  ['/councils?q=ford', 200],
  ['/councils/kent', 200],
  ['/councils/kent?year=2023&outcome=UPHELD', 200],
  ['/councils/dartfrod', 404],
  ['/compare', 200],
  ['/compare?c=kent&c=essex&c=dartford&c=leeds&c=camden', 200],
  ['/decisions?words=autism', 200],
  ['/decisions/an upheld one', 200],
  ['/review/2020', 200],
  ['/review/1999', 404],
  ['/letters?year=2020', 200],
  ['/letters/2020/dartford.html', 200],
  ['/data', 200],
  ['/nowhere', 404],
];

/** A letter is a mail first: mail clients drop landmarks, so it has none, and asking for them is no WCAG rule. */
function isOfMail(path: string, fault: string): boolean {
  return path.startsWith('/letters/') && /^(landmark-one-main|region): /.test(fault);
}

/** Address of a decision that has all that such a page can have. */
async function findDecision(page: Page): Promise<string> {
  const query = `{ decisions(filter: { words: "autism", outcomes: [UPHELD] }, first: 1) { nodes { reference } } }`;
  const reply = await page.request.post('/graphql', { data: { query } });
  const { data } = await reply.json();
  return `/decisions/${data.decisions.nodes[0].reference.replaceAll(' ', '-')}`;
}

/** What holds of every page, whatever it is about. */
export function checkPages(site: Site): void {
  describe.each(PAGES)('%s', (named, status) => {
    let path = named;
    let page: Page;

    beforeAll(async () => {
      page = await site.keep(async (opened) => {
        if (named === '/decisions/an upheld one') path = await findDecision(opened);
        const reply = await opened.goto(path);
        expect(reply?.status()).toBe(status);
      });
    });
    afterAll(() => page?.context().close());

    test('says that there is sample data', async () => {
      expect(await page.locator('body').textContent()).toMatch(/sample data/i);
    });

    test('fits phones, tablets and desks, and text at twice the size', async () => {
      const overflow: Record<string, number> = {};
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        overflow[width] = await measureOverflow(page);
      }
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      await page.setViewportSize({ width: 640, height: 800 });
      overflow['640, large text'] = await measureOverflow(page);
      await page.evaluate("document.documentElement.style.fontSize = ''");
      expect(overflow).toEqual({ 320: 0, 768: 0, 1280: 0, '640, large text': 0 });
    });

    test('has no fault that axe finds, on phones, tablets and desks, light and dark', async () => {
      for (const summary of await page.locator('summary:visible').all()) {
        await summary.evaluate((element) => element.parentElement?.setAttribute('open', ''));
      }
      const faults: string[] = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        // A scheme changes colours and nothing else, so that in the dark the rules of colours are enough.
        for (const [colorScheme, scope] of [
          ['light', 'all'],
          ['dark', 'colours'],
        ] as const satisfies readonly (readonly [string, AxeScope])[]) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          // Every row of each kind of page is looked at once.
          const fewRows = width !== 1280 || scope !== 'all' || /^\/\?/.test(path);
          const found = await findAxeFaults(page, { scope, fewRows });
          faults.push(...found.map((fault) => `${width}, ${colorScheme}: ${fault}`));
        }
      }
      expect(
        faults.filter((fault) => !isOfMail(path, fault.replace(/^.*?(light|dark): /, ''))),
      ).toEqual([]);
    });

    test('keeps still while it loads, with a processor slowed four times', async () => {
      await slowDown(page, 4);
      await page.emulateMedia({ colorScheme: 'light' });
      const shifts: Record<number, number> = {};
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path, { waitUntil: 'networkidle' });
        shifts[width] = await readShifts(page);
      }
      expect(Object.values(shifts).filter((shift) => shift > 0.05)).toEqual([]);
    });

    test('answers a visitor within 200 ms, with a processor slowed four times', async () => {
      const times = await timeInteractions(page, 5);
      const slow = Object.entries(times).filter(([, tries]) => median(tries) >= 200);
      expect(slow).toEqual([]);
    });
  });
}
