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

/** Presses keys on a page and gives what each cost. */
export interface KeyTimer {
  /**
   * Milliseconds that a processor of a quarter of this one's speed would work from the press of a key until the page has painted
   * its answer: four times the processor time of the page's main thread. The clock would count other programs too.
   */
  time(key: string): Promise<number>;
}

export async function createKeyTimer(page: Page): Promise<KeyTimer> {
  const session = await page.context().newCDPSession(page);
  // Chromium slows a thread down by having it wait busily, which would count.
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const readWork = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const found = metrics.find(({ name }) => name === 'TaskDuration');
    if (found === undefined) throw new Error('Chromium tells no TaskDuration');
    return found.value * 1000;
  };
  return {
    async time(key) {
      await page.evaluate(`
        globalThis.answered = new Promise((resolve) => {
          addEventListener('keydown', () => {
            // After the frame: a message is handed over once its layout and paint are done.
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve();
              port2.postMessage(null);
            });
          }, { capture: true, once: true });
        });
        undefined;
      `);
      const before = await readWork();
      await page.keyboard.press(key);
      await page.evaluate('globalThis.answered');
      return 4 * ((await readWork()) - before);
    },
  };
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * Milliseconds, as `KeyTimer` counts them, for what can be done on the page without leaving it: to open what is folded, to write a letter
 * into a field, to go on by the Tab key. Each so many times.
 */
export async function timeInteractions(
  page: Page,
  times: number,
): Promise<Record<string, number[]>> {
  const timer = await createKeyTimer(page);
  const taken: Record<string, number[]> = {};
  const act = async (name: string, key: string) => {
    const tries: number[] = [];
    for (let count = 0; count < times; count += 1) tries.push(await timer.time(key));
    taken[name] = tries;
  };
  await act('tab', 'Tab');
  for (const [name, selector, key] of [
    ['unfold', 'main summary:visible', 'Enter'],
    ['write', 'main input[type=text]:visible, main input[type=search]:visible', 'a'],
    ['choose', 'main select:visible', 'ArrowDown'],
  ] as const) {
    const target = page.locator(selector).first();
    if ((await target.count()) === 0) continue;
    await target.focus();
    await act(name, key);
  }
  return taken;
}
