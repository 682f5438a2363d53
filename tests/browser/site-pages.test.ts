import { describe } from 'vitest';
import { findChromium } from './chromium.ts';
import { useSite } from './site/open-site.ts';
import { checkPages } from './site/pages.suite.ts';

describe.skipIf(findChromium() === null)('every page of the site in a browser', () => {
  checkPages(useSite());
});
