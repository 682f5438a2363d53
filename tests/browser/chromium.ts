/**
 * The system's Chromium, for tests that need a real browser.
 */
import { type Browser, chromium } from 'playwright-core';

export { findChromium } from '../../src/reports/pdf/find-chromium.ts';

/** Said once, loudly, where no browser is installed. */
export const NO_CHROMIUM =
  'No Chromium was found, so the browser tests are SKIPPED. Install one (Debian, Ubuntu: apt-get install chromium; ' +
  'Fedora: dnf install chromium; macOS: brew install --cask chromium) or give the path of a Chromium or Chrome in REDRESS_CHROMIUM.';

/** A browser with a new profile that can reach this machine's loopback and no other host. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
