/**
 * The system's Chromium, for tests that need a real browser.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Said once, loudly, where no browser is installed. */
export const NO_CHROMIUM =
  'No Chromium was found, so the browser tests are SKIPPED. Install one (Debian, Ubuntu: apt-get install chromium; ' +
  'Fedora: dnf install chromium; macOS: brew install --cask chromium) or give the path of a Chromium or Chrome in REDRESS_CHROMIUM.';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium or Chrome, or null. `REDRESS_CHROMIUM` goes before the usual places. */
export function findChromium(environment = process.env): string | null {
  const given = environment.REDRESS_CHROMIUM;
  if (given !== undefined && given !== '') return isExecutable(given) ? given : null;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = [
    ...[...folders, '/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) =>
      NAMES.map((name) => join(folder, name)),
    ),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return places.find(isExecutable) ?? null;
}

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
