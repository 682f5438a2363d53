import { Compliance } from '../../schema/recommendations/compliance.enum.ts';
import { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import { oneOf, optional, required, sampleColumn } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

/** What councils agreed to do after upheld complaints, and how it was settled. */
export const recommendationsExport: ExportDefinition = {
  description: 'What councils agreed to do after complaints were upheld, and how it was settled.',
  columns: [
    required('decision_reference', 'text', 'Reference of the upheld decision.'),
    required('number', 'whole', 'Number among the recommendations of the decision, from 1.'),
    oneOf('kind', Object.values(RecommendationKind), 'For one person, or for the service.'),
    required('remedy', 'text', 'What sort of remedy, for example Apology.'),
    required('text', 'text', 'What was agreed, plain text. Private for a personal remedy.'),
    required('due_on', 'date', 'Day by which it was to be done.'),
    optional('settled_on', 'date', 'Day on which it was settled. Empty: not yet.'),
    oneOf('compliance', Object.values(Compliance), 'How it was settled. Empty: not yet.', false),
    sampleColumn,
  ],
  primaryKey: ['decision_reference', 'number'],
  personalData: 'what was agreed for single people (personal remedies)',
  owner: 'recommendations',
  source: {
    select:
      'decision_reference, number, kind, remedy, text, due_on, settled_on, compliance, sample',
    from: 'recommendation',
    key: ['decision_reference', 'number'],
  },
  table: 'recommendation',
};
