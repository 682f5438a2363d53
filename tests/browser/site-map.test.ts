import { describeInBrowser } from './in-browser.ts';
import { checkCharts } from './site/charts.suite.ts';
import { checkMap } from './site/map.suite.ts';
import { useSite } from './site/open-site.ts';

describeInBrowser('pictures of figures in a browser', () => {
  const site = useSite();
  checkMap(site);
  checkCharts(site);
});
