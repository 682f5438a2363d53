import { councilColumn, required } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

/** Officers in the order in which letters are addressed to them. */
export const officersExport: ExportDefinition = {
  description: 'Officers of councils to whom letters are addressed, in order.',
  columns: [
    councilColumn,
    required('name', 'text', 'Full name.'),
    required('salutation', 'text', 'How a letter greets them.'),
    required('office', 'text', 'Office held.'),
    required('email', 'text', 'One e-mail address.'),
  ],
  primaryKey: ['gss_code', 'email'],
  personalData: 'names and e-mail addresses of officers',
  owner: 'councils',
  source: {
    select: 'gss_code, position, name, salutation, office, email',
    from: 'officer',
    key: ['gss_code', 'position'],
  },
  table: 'officer',
};
