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

/** Milliseconds from the press of a key until the page has painted its answer, as the page itself sees them. */
export async function timeKey(page: Page, key: string): Promise<number> {
  await page.evaluate(`
    globalThis.answered = new Promise((resolve) => {
      addEventListener('keydown', ({ timeStamp }) => {
        // After the frame: a message is handed over once its layout and paint are done.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - timeStamp);
          port2.postMessage(null);
        });
      }, { capture: true, once: true });
    });
    undefined;
  `);
  await page.keyboard.press(key);
  return page.evaluate('globalThis.answered');
}
