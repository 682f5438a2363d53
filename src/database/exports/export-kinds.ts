import type { ImportKindName } from '../imports/import-kinds.ts';
import { councilsExport } from './councils.export.ts';
import { coursesExport } from './courses.export.ts';
import { decisionsExport } from './decisions.export.ts';
import type { ExportDefinition } from './export-definition.ts';
import { officersExport } from './officers.export.ts';
import { publishedAveragesExport } from './published-averages.export.ts';
import { publishedFiguresExport } from './published-figures.export.ts';
import { recommendationsExport } from './recommendations.export.ts';
import { seminarsExport } from './seminars.export.ts';

/** Every kind of file that can be exported: those that can be imported, in the same order. */
export const exportKinds: Readonly<Record<ImportKindName, ExportDefinition>> = {
  councils: councilsExport,
  officers: officersExport,
  decisions: decisionsExport,
  recommendations: recommendationsExport,
  'published-figures': publishedFiguresExport,
  'published-averages': publishedAveragesExport,
  courses: coursesExport,
  seminars: seminarsExport,
};
