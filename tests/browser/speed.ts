/**
 * How long a page takes to answer a person, and how much it moves about meanwhile.
 */
import type { Page } from 'playwright-core';

/** Slows the processor down for this page, 4 for a quarter of its speed. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}

/** Has the page note the layout shifts from its beginning on. Call it before the page is opened. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
}

/** Layout shifts so far, added up: 0.1 is a tenth of the window moved by the whole window. */
export function readShifts(page: Page): Promise<number> {
  return page.evaluate('globalThis.shifted');
}

/**
 * Milliseconds from what a person does until the page has painted its answer, as Chromium's Event Timing measures
 * them: the slowest event of the interaction. Shorter ones than 16 ms count as 16.
 */
export async function timeInteraction(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`
    globalThis.slowest = 16;
    globalThis.watch?.disconnect();
    globalThis.watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.slowest = Math.max(globalThis.slowest, entry.duration);
    });
    globalThis.watch.observe({ type: 'event', durationThreshold: 16 });
  `);
  await act();
  return page.evaluate(`new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
      resolve(globalThis.slowest);
    }, 0)));
  })`);
}
