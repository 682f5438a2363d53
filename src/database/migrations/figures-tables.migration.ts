import { defineMigration, makeTables } from './define-migration.ts';
import {
  buildTable,
  flag,
  key,
  longText,
  optional,
  type TableDescription,
  text,
  whole,
} from './table-description.ts';

const decisionsTables: readonly TableDescription[] = [
  {
    name: 'decision_category_rollup',
    columns: {
      gss_code: key(text(9)),
      year_ending: key(whole),
      council_type: key(text(20)),
      subject: key(text(40)),
      category: key(text(80)),
      subcategory: key(text(80)),
      received: whole,
      decided: whole,
      invalid_or_incomplete: whole,
      advice_given: whole,
      referred_back: whole,
      closed_after_initial_enquiries: whole,
      not_upheld: whole,
      upheld: whole,
      satisfactory_remedies: whole,
      sample: flag,
    },
    indexes: { decision_category_rollup_year_type: ['year_ending', 'council_type'] },
  },
  {
    name: 'frozen_figure',
    columns: {
      year_ending: key(whole),
      name: key(text(40)),
      frozen_at: text(30),
      frozen_by: text(200),
      figures: longText,
    },
  },
];

const recommendationsTables: readonly TableDescription[] = [
  {
    name: 'frozen_compliance',
    columns: {
      year_ending: key(whole),
      name: key(text(40)),
      frozen_at: text(30),
      frozen_by: text(200),
      figures: longText,
    },
  },
  {
    name: 'recommendation_council',
    columns: { gss_code: key(text(9)), region: text(40) },
  },
];

const outcomes = [
  'INVALID_OR_INCOMPLETE',
  'ADVICE_GIVEN',
  'REFERRED_BACK',
  'CLOSED_AFTER_INITIAL_ENQUIRIES',
  'NOT_UPHELD',
  'UPHELD',
];

/** Counts the decisions there are, as every later write does. */
const fillCategories = `
  INSERT INTO decision_category_rollup (gss_code, year_ending, council_type, subject, category, subcategory, received,
    decided, invalid_or_incomplete, advice_given, referred_back, closed_after_initial_enquiries, not_upheld, upheld,
    satisfactory_remedies, sample)
  SELECT gss_code, year_ending, council_type, subject, category, subcategory, SUM(received), SUM(decided),
    ${outcomes.map((outcome) => `SUM(CASE WHEN outcome = '${outcome}' THEN 1 ELSE 0 END)`).join(', ')},
    SUM(satisfactory_remedy), MAX(sample) = 1
  FROM (
    SELECT gss_code, received_year AS year_ending, council_type, subject, category,
      COALESCE(subcategory, '') AS subcategory, 1 AS received, 0 AS decided, NULL AS outcome, 0 AS satisfactory_remedy,
      CASE WHEN sample THEN 1 ELSE 0 END AS sample
    FROM decision
    UNION ALL
    SELECT gss_code, decided_year, council_type, subject, category, COALESCE(subcategory, ''), 0, 1, outcome,
      CASE WHEN satisfactory_remedy THEN 1 ELSE 0 END, CASE WHEN sample THEN 1 ELSE 0 END
    FROM decision WHERE decided_year IS NOT NULL
  ) AS counted
  GROUP BY gss_code, year_ending, council_type, subject, category, subcategory`;

const onDecisions = makeTables(decisionsTables);
const onRecommendations = makeTables(recommendationsTables);

/**
 * Counts by category, figures as they were approved, and the regions of councils where figures are made. Where the
 * councils are in the same database, as in every release before this one, what is known of them is carried over.
 */
export const FiguresTables1781100000000 = defineMigration('FiguresTables1781100000000', {
  decisions: {
    async up(runner, owners) {
      await onDecisions.up(runner, owners);
      const region = { name: 'region', columns: { region: optional(text(40)) } };
      await runner.addColumns('decision_council', buildTable(region, runner).columns);
      if (owners.includes('councils')) {
        await runner.query(
          'UPDATE decision_council SET region = (SELECT c.region FROM council c WHERE c.gss_code = decision_council.gss_code)',
        );
      }
      await runner.query(fillCategories);
    },
    async down(runner) {
      await runner.dropColumn('decision_council', 'region');
      await onDecisions.down(runner);
    },
  },
  recommendations: {
    async up(runner, owners) {
      await onRecommendations.up(runner, owners);
      if (!owners.includes('councils')) return;
      await runner.query(
        'INSERT INTO recommendation_council (gss_code, region) SELECT gss_code, region FROM council',
      );
    },
    down: (runner) => onRecommendations.down(runner),
  },
});
