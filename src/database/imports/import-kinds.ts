import { councilsImport } from './councils.import.ts';
import { coursesImport } from './courses.import.ts';
import { decisionsImport } from './decisions.import.ts';
import type { ImportKind } from './define-import.ts';
import { officersImport } from './officers.import.ts';
import { publishedAveragesImport } from './published-averages.import.ts';
import { publishedFiguresImport } from './published-figures.import.ts';
import { recommendationsImport } from './recommendations.import.ts';
import { seminarsImport } from './seminars.import.ts';

export type ImportKindName =
  | 'councils'
  | 'officers'
  | 'decisions'
  | 'recommendations'
  | 'published-figures'
  | 'published-averages'
  | 'courses'
  | 'seminars';

/** Every kind of file that can be imported, in an order in which each finds what it refers to. */
export const importKinds: Readonly<Record<ImportKindName, ImportKind>> = {
  councils: councilsImport,
  officers: officersImport,
  decisions: decisionsImport,
  recommendations: recommendationsImport,
  'published-figures': publishedFiguresImport,
  'published-averages': publishedAveragesImport,
  courses: coursesImport,
  seminars: seminarsImport,
};

/** Whether the text names a kind of import. */
export function isImportKind(name: string): name is ImportKindName {
  return Object.hasOwn(importKinds, name);
}

/** The kinds' names, in the same order. */
export const importKindNames: readonly ImportKindName[] =
  Object.keys(importKinds).filter(isImportKind);
