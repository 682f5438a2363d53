import { describeInBrowser } from './in-browser.ts';
import { useSite } from './site/open-site.ts';
import { checkPages } from './site/pages.suite.ts';

describeInBrowser('every page of the site in a browser', () => {
  checkPages(useSite());
});
