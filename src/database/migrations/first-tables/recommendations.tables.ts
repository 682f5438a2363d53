import {
  flagOff,
  key,
  longText,
  optional,
  type TableDescription,
  text,
  whole,
} from '../table-description.ts';

export const recommendationsTables: readonly TableDescription[] = [
  {
    name: 'recommendation',
    columns: {
      decision_reference: key(text(12)),
      number: key(whole),
      gss_code: text(9),
      council_type: text(20),
      kind: text(20),
      remedy: text(120),
      text: longText,
      due_on: text(10),
      settled_on: optional(text(10)),
      compliance: optional(text(20)),
      sample: flagOff,
    },
    indexes: { recommendation_council_settled: ['gss_code', 'kind', 'settled_on'] },
  },
  {
    name: 'compliance_outcome',
    columns: {
      decision_reference: key(text(12)),
      gss_code: text(9),
      council_type: text(20),
      settled_on: text(10),
      year_ending: whole,
      outcome: text(20),
    },
    indexes: { compliance_outcome_council_year: ['gss_code', 'year_ending'] },
  },
  {
    name: 'compliance_rollup',
    columns: {
      gss_code: key(text(9)),
      year_ending: key(whole),
      council_type: key(text(20)),
      on_time: whole,
      late: whole,
      not_complied: whole,
    },
    indexes: { compliance_rollup_year_type: ['year_ending', 'council_type'] },
  },
  {
    name: 'published_compliance',
    columns: {
      gss_code: key(text(9)),
      year_ending: key(whole),
      outcomes: optional(whole),
      percent: optional(whole),
    },
  },
  {
    name: 'published_compliance_average',
    columns: { type: key(text(20)), year_ending: key(whole), percent: optional(whole) },
  },
];
