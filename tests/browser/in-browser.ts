import { describe } from 'vitest';
import { findChromium } from './chromium.ts';

/**
 * Tests that need a real browser. Where none is installed they are skipped, for `npm test` needs no set-up; `chromium.test.ts` says so
 * loudly and how to install one, and CI installs it.
 */
export const describeInBrowser = describe.skipIf(findChromium() === null);
