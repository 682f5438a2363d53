import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where else than in the folders of `PATH` a Chromium or Chrome is put. */
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Path of a Chromium or Chrome, `null` where there is none. `REDRESS_CHROMIUM` goes before the usual
 * places, and what it names is not replaced by another browser when it cannot be run.
 */
export function findChromium(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const given = environment.REDRESS_CHROMIUM;
  if (given !== undefined && given !== '') return isExecutable(given) ? given : null;
  const searched = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = [...searched, ...folders].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  );
  return [...places, ...applications].find(isExecutable) ?? null;
}
