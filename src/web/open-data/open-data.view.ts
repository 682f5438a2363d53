/**
 * The page of all open-data tables.
 */
import type { PageContent } from '../site/page-content.ts';
import type { OpenDataYear } from './council-years.query.ts';
import { openDataTables } from './tables.ts';

/** `/data`: every year with its tables. */
export function viewOpenData(years: readonly OpenDataYear[]): PageContent {
  return {
    page: 'openData',
    title: 'Open data',
    description: 'Complaints about councils in England by year, as CSV and Excel workbooks.',
    path: '/data',
    current: 'data',
    props: {
      tables: openDataTables.map(({ name, title, description }) => ({ name, title, description })),
      years,
    },
  };
}
