/**
 * How a visitor works a page: by mouse, by keyboard alone, or without JavaScript.
 */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';

/** The ways in which every journey is gone. */
export const WAYS = ['by mouse', 'by keyboard', 'without JavaScript'] as const;
export type Way = (typeof WAYS)[number];

/** What a visitor does. Each waits until the thing is there, and fails when it cannot be got at in this way. */
export interface Hand {
  /** How pages are opened for this way. */
  readonly options: BrowserContextOptions;
  /** Follows a link, presses a button, opens what is folded. */
  press(target: Locator): Promise<void>;
  /** Writes into a field, over what stands there. */
  write(field: Locator, text: string): Promise<void>;
  /** Chooses from a list by the words shown. */
  choose(list: Locator, words: string): Promise<void>;
  /** Sends the form that a field is in. */
  send(field: Locator, button: Locator): Promise<void>;
}

/** The windows in which journeys are gone: a phone, a tablet and a desk, each in the light and in the dark. */
export const WINDOWS = [320, 768, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);
export type Window = (typeof WINDOWS)[number];

/** The window of a journey, by its place in the list: six journeys on, each way of working has met each window. */
export function windowOf(way: Way, journey: number): Window {
  const found = WINDOWS[(journey + 2 * WAYS.indexOf(way)) % WINDOWS.length];
  if (found === undefined) throw new Error(`windowOf: ${way}, ${journey}`);
  return found;
}

/** The visitor's hand in one window. */
export function createHand(way: Way, { width, colorScheme }: Window): Hand {
  const options = {
    viewport: { width, height: 800 },
    colorScheme,
    javaScriptEnabled: way !== 'without JavaScript',
    reducedMotion: 'reduce',
  } as const;
  if (way === 'by keyboard') return { options, ...keyboard };
  return {
    options,
    press: (target) => target.click(),
    write: async (field, text) => {
      await field.click();
      await field.fill(text);
    },
    choose: async (list, words) => {
      await list.selectOption({ label: words });
    },
    send: (_field, button) => button.click(),
  };
}

const keyboard: Omit<Hand, 'options'> = {
  press: async (target) => {
    await tabTo(target);
    await target.page().keyboard.press('Enter');
  },
  write: async (field, text) => {
    await tabTo(field);
    await field.page().keyboard.press('ControlOrMeta+A');
    await field.page().keyboard.type(text);
  },
  choose: async (list, words) => {
    await tabTo(list);
    await list.page().keyboard.type(words);
  },
  send: async (field) => {
    await tabTo(field);
    await field.page().keyboard.press('Enter');
  },
};

const STOPS = 'a, button, input, select, textarea, summary, [tabindex]';

/** What of the DOM is read in the page. */
interface Stop {
  readonly tabIndex: number;
  checkVisibility(): boolean;
}
interface DocumentOfStops {
  readonly activeElement: Stop | null;
  querySelectorAll(names: string): Iterable<Stop>;
}

/** More stops than this on the way, and nobody would go it. */
const MOST_STOPS = 150;

/**
 * Comes to an element by the Tab key alone, forwards or backwards from where the focus is.
 *
 * @throws Error when it is no stop of the Tab key, or too far away
 */
export async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  await target.waitFor();
  if (await hasFocus(target)) return;
  // Where nothing has the focus, the browser begins where the address or the last click points.
  await page.keyboard.press('Tab');
  if (await hasFocus(target)) return;
  // So many stops lie between. The browser has the last word: its own order is what counts.
  const stops = await target.evaluate((element, names) => {
    const { document } = globalThis as unknown as { document: DocumentOfStops };
    const all = [...document.querySelectorAll(names)];
    const reached = all.filter((one) => one.tabIndex >= 0 && one.checkVisibility());
    const from = document.activeElement === null ? -1 : reached.indexOf(document.activeElement);
    return reached.indexOf(element as unknown as Stop) - from;
  }, STOPS);
  const key = stops < 0 ? 'Shift+Tab' : 'Tab';
  if (Math.abs(stops) > MOST_STOPS) throw new Error(`tabTo: ${stops} stops away`);
  for (let press = 0; press < Math.abs(stops); press += 1) await page.keyboard.press(key);
  for (let press = 0; press < 8; press += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`tabTo: ${stops} stops of ${key} did not reach ${target}`);
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element.matches(':focus'));
}

/** What has the focus. */
export function focusOf(page: Page): Locator {
  return page.locator(':focus');
}
