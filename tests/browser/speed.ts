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
   * Milliseconds that a processor of a quarter of the speed of a desk's would work from the press of a key until the page has painted
   * its answer. The clock would count other programs too, and bare processor time how fast the machine is that this runs on, which
   * differs by twice from one hour to the next where machines are shared: each press is set beside work that is always the same.
   */
  time(key: string): Promise<number>;
}

/** Milliseconds of processor time that `DESK_WORK` takes on a desk's machine: half of 249 times took less on a quiet one. */
const DESK_MS = 7;

/** Work of the kind that an answer is made of: objects, texts, elements with attributes, a layout. */
const DESK_WORK = `{
  const rows = Array.from({ length: 1500 }, (_, at) => ({ at, name: 'row ' + at, parts: [at % 7, at % 11] }));
  const read = JSON.parse(JSON.stringify(rows)).sort((a, b) => a.parts[1] - b.parts[1] || b.at - a.at);
  const host = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  host.style.position = 'absolute';
  host.style.visibility = 'hidden';
  for (const { at, name } of read.slice(0, 500)) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', 'M0 -11L10 -5L10 5L0 11L-10 5L-10 -5Z');
    path.setAttribute('transform', 'translate(' + at + ' ' + at + ')');
    path.setAttribute('data-name', name);
    host.append(path);
  }
  document.body.append(host);
  host.getBoundingClientRect();
  host.remove();
}`;

export async function createKeyTimer(page: Page): Promise<KeyTimer> {
  const session = await page.context().newCDPSession(page);
  // Chromium slows a thread down by having it wait busily, which would count.
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  /** Milliseconds of processor time of the page's main thread that something takes. */
  const measureWork = async (act: () => Promise<unknown>): Promise<number> => {
    const read = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      const found = metrics.find(({ name }) => name === 'TaskDuration');
      if (found === undefined) throw new Error('Chromium tells no TaskDuration');
      return found.value * 1000;
    };
    const before = await read();
    await act();
    return (await read()) - before;
  };
  return {
    async time(key) {
      // What an earlier press has left for later is no part of this one.
      await page.evaluate(
        'new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 1000 }))',
      );
      const desk = await measureWork(() => page.evaluate(DESK_WORK));
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
      const answer = await measureWork(async () => {
        await page.keyboard.press(key);
        await page.evaluate('globalThis.answered');
      });
      return (4 * answer * DESK_MS) / desk;
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
 * into a field, to choose from a list, to go on by the Tab key. Each so many times.
 */
export async function timeInteractions(
  page: Page,
  times: number,
): Promise<Record<string, number[]>> {
  const timer = await createKeyTimer(page);
  const taken: Record<string, number[]> = {};
  const act = async (name: string, ...keys: string[]) => {
    const tries: number[] = [];
    for (let count = 0; count < times; count += 1) {
      tries.push(await timer.time(keys[count % keys.length] ?? ''));
    }
    taken[name] = tries;
  };
  await act('tab', 'Tab');
  for (const [name, selector, ...keys] of [
    ['unfold', 'main summary:visible', 'Enter'],
    ['write', 'main input[type=text]:visible, main input[type=search]:visible', 'a'],
    // Forth and back: at the end of its list a key would choose nothing and cost nothing.
    ['choose', 'main select:visible', 'ArrowDown', 'ArrowUp'],
  ] as const) {
    const target = page.locator(selector).first();
    if ((await target.count()) === 0) continue;
    await target.focus();
    await act(name, ...keys);
  }
  return taken;
}
