import { expect, test } from 'vitest';
import { findChromium, NO_CHROMIUM } from './chromium.ts';

// The one place that says it: the other files of this folder only show their tests as skipped.
if (findChromium() === null)
  console.warn(`\n${'!'.repeat(80)}\n${NO_CHROMIUM}\n${'!'.repeat(80)}\n`);

// Skipped where the warning above is given.
test.skipIf(findChromium() === null)('a Chromium is there for the browser tests', () => {
  expect(findChromium()).toMatch(/chrom/i);
});

test('a path in REDRESS_CHROMIUM goes before the usual places', () => {
  expect(findChromium({ REDRESS_CHROMIUM: process.execPath })).toBe(process.execPath);
});

test('a path in REDRESS_CHROMIUM that cannot be run is not replaced by another browser', () => {
  expect(
    findChromium({ REDRESS_CHROMIUM: '/nowhere/chromium', PATH: process.env.PATH }),
  ).toBeNull();
});
