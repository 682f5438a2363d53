import { TrainingAudience } from '../../schema/training/training-audience.enum.ts';
import { oneOf, optional, required, sampleColumn } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

/** Courses as they were held. */
export const coursesExport: ExportDefinition = {
  description: 'Courses, a row for each time that one was held.',
  columns: [
    required('title', 'text', 'Title of the course.'),
    oneOf('audience', Object.values(TrainingAudience), 'For whom it was held.'),
    required('sector', 'text', 'Sector, for example Housing.'),
    required('held_on', 'date', 'Day on which it was held.'),
    required('place', 'text', 'Where it was held.'),
    optional('gss_code', 'text', 'ONS code of the council for which it was held.'),
    optional('provider', 'text', 'Care provider for which it was held.'),
    required('delegates', 'whole', 'How many people came.'),
    sampleColumn,
  ],
  primaryKey: ['title', 'audience', 'sector', 'held_on', 'place', 'gss_code', 'provider'],
  personalData: null,
  owner: 'training',
  source: {
    select:
      'd.held_on, d.id, c.title, c.audience, c.sector, d.place, d.gss_code, d.provider, d.people AS delegates, d.sample',
    from: 'course_delivery d JOIN course c ON c.id = d.course_id',
    key: ['d.held_on', 'd.id'],
  },
  table: 'course_delivery',
};
