import type { ComponentType } from 'react';
import { EditionsPage } from './pages/editions/editions-page.tsx';
import { ReportsPage } from './pages/reports/reports-page.tsx';

/** A page of the studio: a link at the top and what stands below it. */
export interface StudioPage {
  /** `/studio`, or one name below it. */
  readonly path: string;
  readonly title: string;
  readonly Page: ComponentType;
}

/** The pages, in the order of their links. A new page is a line here. */
export const studioPages: readonly StudioPage[] = [
  { path: '/studio', title: 'Reports', Page: ReportsPage },
  { path: '/studio/editions', title: 'Editions', Page: EditionsPage },
];
