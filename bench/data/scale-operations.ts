import type { DataSource } from 'typeorm';
import { formatCursor } from '../../src/resolvers/common/pagination.ts';

/** A question that is asked of every size of the data. */
export interface ScaleOperation {
  what: string;
  query: string;
  /** Variables of one asking after another, so that it is not the same few rows each time. */
  variables(database: DataSource): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** How many times its time at the smallest data it may take at the largest. Null: no target. */
  most: number | null;
}

const councilsShown = 40;

/** Councils of which no figure was printed, of all types. */
async function councilSlugs(database: DataSource): Promise<{ slug: string }[]> {
  return database.query(
    `SELECT slug FROM council
     WHERE gss_code IN (SELECT gss_code FROM council_figure WHERE source = 'CASEWORK' AND year_ending = 2019)
       AND gss_code NOT IN (SELECT gss_code FROM published_figure)
     ORDER BY SUBSTR(gss_code, 9, 1), gss_code LIMIT ${councilsShown}`,
  );
}

const years = [2016, 2017, 2018, 2019, 2020];

/** Councils and years in turn, as a letter's query takes them. */
export async function councilYears(database: DataSource) {
  const slugs = await councilSlugs(database);
  return slugs.map(({ slug }, at) => ({ slug, yearEnding: years[at % years.length] }));
}

/** The filter of the page deep in the list: about one in sixteen decisions. */
const filter = { subjects: ['HOUSING'], outcomes: ['UPHELD', 'NOT_UPHELD'] };
const ofFilter = "FROM decision WHERE subject = 'HOUSING' AND outcome IN ('UPHELD', 'NOT_UPHELD')";

/** Days deep in the list, of which the latest year alone is a fifth. */
const days = ['2018-09-01', '2018-04-01', '2017-11-01', '2017-06-01', '2017-01-01'];

/**
 * References of the page that begins before a day, asked for in other words than a page's cursor is, and how many come
 * before them in the list.
 */
export async function readDeepPage(
  database: DataSource,
  at: number,
): Promise<{ references: string[]; before: number }> {
  const rows: { reference: string }[] = await database.query(
    `SELECT reference ${ofFilter} AND decided_on < '${days[at]}' ORDER BY decided_on DESC, reference DESC LIMIT 50`,
  );
  const [row]: { count: number }[] = await database.query(
    `SELECT COUNT(*) AS count ${ofFilter} AND decided_on >= '${days[at]}'`,
  );
  return { references: rows.map(({ reference }) => reference), before: Number(row?.count) };
}

export const performanceOperation: ScaleOperation = {
  what: 'A council’s performance with similar average',
  most: 1.5,
  variables: councilYears,
  query: `query Performance($slug: String!, $yearEnding: Int!) {
    council(slug: $slug) {
      name type
      performance(yearEnding: $yearEnding) {
        received decided source upheldPer100k
        outcomes { outcome count } subjects { subject received decided upheld }
        upheld { numerator denominator percent }
        compliance { numerator denominator percent }
        satisfactoryRemedies { numerator denominator percent }
        similar {
          councilType councils upheldPer100k
          upheld { numerator denominator percent }
          compliance { numerator denominator percent }
          satisfactoryRemedies { numerator denominator percent }
        }
      }
    }
  }`,
};

export const councilsOperation: ScaleOperation = {
  what: 'A page of 50 councils with performance, similar averages and 5 decisions each',
  most: 2,
  variables: async () => years.map((yearEnding) => ({ yearEnding })),
  query: `query Councils($yearEnding: Int!) {
    councils(first: 50) {
      nodes {
        code slug name type region
        performance(yearEnding: $yearEnding) {
          received decided source
          upheld { numerator denominator percent }
          compliance { numerator denominator percent }
          satisfactoryRemedies { numerator denominator percent }
          similar { councilType councils upheld { percent } compliance { percent } }
        }
        decisions(first: 5) { nodes { reference decidedOn subject outcome } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`,
};

export const deepPageOperation: ScaleOperation = {
  what: 'A filtered page of 50 decisions deep in the list, with its total',
  most: 2,
  variables: async () =>
    days.map((day) => ({ after: formatCursor([day, ''], 'decisions:DECIDED_ON:DESC'), filter })),
  query: `query Decisions($after: String!, $filter: DecisionFilter!) {
    decisions(first: 50, after: $after, filter: $filter) {
      totalCount
      nodes { reference decidedOn subject outcome category summary council { name } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
};

const facets =
  'facets { subjects { subject count } outcomes { outcome count } years { yearEnding count } councils(first: 10) { count council { name } } }';

export const facetsOperation: ScaleOperation = {
  what: 'Facets of a filtered list',
  most: 2,
  variables: async () =>
    years.map((yearEnding) => ({ filter: { yearEnding, outcomes: ['UPHELD'] } })),
  query: `query Facets($filter: DecisionFilter!) { decisions(filter: $filter, first: 1) { totalCount ${facets} } }`,
};

export const wordFacetsOperation: ScaleOperation = {
  what: 'Facets of what has certain words, which counts the decisions that have them',
  most: null,
  variables: async () => [{ filter: { words: 'damp' } }],
  query: facetsOperation.query,
};
