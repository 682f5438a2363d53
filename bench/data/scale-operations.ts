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
const ofFilter =
  "FROM decision WHERE subject = 'HOUSING' AND outcome IN ('UPHELD', 'NOT_UPHELD') AND decided_on IS NOT NULL";
const inOrder = 'ORDER BY decided_on DESC, reference DESC';

/** Places in the filtered list, between the half and nine tenths of it, each with the cursor before it. */
export async function deepPlaces(database: DataSource) {
  const [row]: { count: number }[] = await database.query(`SELECT COUNT(*) AS count ${ofFilter}`);
  const places = [0.5, 0.6, 0.7, 0.8, 0.9].map((part) => Math.floor(Number(row?.count) * part));
  const found = [];
  for (const place of places) {
    const [last]: { decided_on: string; reference: string }[] = await database.query(
      `SELECT decided_on, reference ${ofFilter} ${inOrder} LIMIT 1 OFFSET ${place}`,
    );
    if (last === undefined) throw new Error('[bench] the sample has no decisions on housing.');
    const after = formatCursor([last.decided_on, last.reference], 'decisions:DECIDED_ON:DESC');
    found.push({ place, after });
  }
  return found;
}

/** References of the page after a place, by counting rows: what a page's cursor must find too. */
export async function referencesAfter(database: DataSource, place: number): Promise<string[]> {
  const rows: { reference: string }[] = await database.query(
    `SELECT reference ${ofFilter} ${inOrder} LIMIT 50 OFFSET ${place + 1}`,
  );
  return rows.map(({ reference }) => reference);
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
  variables: async (database) =>
    (await deepPlaces(database)).map(({ after }) => ({ after, filter })),
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
