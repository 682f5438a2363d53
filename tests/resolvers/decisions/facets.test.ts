import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observeStatements } from '../../../src/database/observe-statements.ts';
import type { Subject } from '../../../src/schema/common/subject.enum.ts';
import type { DecisionFilter } from '../../../src/schema/decisions/decision-filter.input.ts';
import type { Outcome } from '../../../src/schema/decisions/outcome.enum.ts';
import {
  decisionsHeader,
  importLines,
  importTwoCouncils,
  openMemoryDatabase,
} from '../../database/memory-database.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';

const bex = 'E07000002';
const anders = 'E10000001';
const subjects: Subject[] = ['HOUSING', 'ADULT_CARE_SERVICES', 'PLANNING_AND_DEVELOPMENT'];
const outcomes: Outcome[] = ['UPHELD', 'NOT_UPHELD', 'REFERRED_BACK'];
const words = ['damp', 'roof', 'fence'];

/** Ninety cases, every ninth of them open, in all combinations and years. */
const cases = Array.from({ length: 90 }, (_, at) => {
  const isOpen = at % 9 === 4;
  return {
    reference: `19 000 ${String(at + 100)}`,
    council: at % 4 === 0 ? anders : bex,
    received: '2018-05-01',
    decided: isOpen ? null : `${2018 + (at % 3)}-0${3 + (at % 3)}-15`,
    subject: subjects[(at % 7) % 3] ?? 'HOUSING',
    category: at % 5 === 0 ? 'Housing' : 'Planning',
    subcategory: at % 2 === 0 ? 'Repairs' : null,
    outcome: isOpen ? null : (outcomes[(at % 5) % 3] ?? 'UPHELD'),
    summary: words[at % 11] ?? null,
  };
}).map((one) => ({
  ...one,
  decided: one.decided !== null && one.decided < one.received ? '2018-06-15' : one.decided,
}));
type Case = (typeof cases)[number];
const yearOf = ({ decided }: Case) =>
  decided === null ? null : Number(decided.slice(0, 4)) + Number(decided.slice(5) >= '04-01');

let database: DataSource;
let graph: TestGraph;
const statements: string[] = [];

beforeAll(async () => {
  database = await openMemoryDatabase();
  await importTwoCouncils(database);
  await importLines(
    database,
    'decisions',
    decisionsHeader,
    ...cases.map((one) =>
      [
        one.reference,
        one.council,
        one.received,
        one.decided,
        one.subject,
        one.category,
        one.subcategory,
        one.outcome,
        'no',
        'no',
        one.summary,
      ].join(','),
    ),
  );
  graph = openGraph(database);
  observeStatements(database, (sql) => {
    statements.push(sql);
    return undefined;
  });
});
afterAll(() => graph.close());

const facetFields = `facets { subjects { subject count } outcomes { outcome count }
  councils { council { code } count } years { yearEnding count } }`;

/** Whether a case fits all conditions, or all but one. */
function fits(one: Case, filter: DecisionFilter, without?: keyof DecisionFilter): boolean {
  const has = <T>(
    name: keyof DecisionFilter,
    values: readonly T[] | null | undefined,
    value: T | null,
  ) => name === without || values == null || (value !== null && values.includes(value));
  return (
    has('councils', filter.councils, one.council) &&
    has('subjects', filter.subjects, one.subject) &&
    has('categories', filter.categories, one.category) &&
    has('subcategories', filter.subcategories, one.subcategory) &&
    has('outcomes', filter.outcomes, one.outcome) &&
    has('yearEnding', filter.yearEnding == null ? null : [filter.yearEnding], yearOf(one)) &&
    (filter.words == null || one.summary === filter.words) &&
    (filter.decidedFrom == null || (one.decided !== null && one.decided >= filter.decidedFrom))
  );
}

/** Counted one by one: values with their counts, the most first. */
function count<T>(
  own: keyof DecisionFilter,
  read: (one: Case) => T | null,
  filter: DecisionFilter,
) {
  const counts = new Map<T, number>();
  for (const one of cases.filter((each) => fits(each, filter, own))) {
    const value = read(one);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1));
}

function expectedFacets(filter: DecisionFilter) {
  const years = count('yearEnding', yearOf, filter).toSorted(([a], [b]) => b - a);
  return {
    subjects: count('subjects', (one) => one.subject, filter).map(([subject, n]) => ({
      subject,
      count: n,
    })),
    outcomes: count('outcomes', (one) => one.outcome, filter).map(([outcome, n]) => ({
      outcome,
      count: n,
    })),
    councils: count('councils', (one) => one.council, filter).map(([code, n]) => ({
      council: { code },
      count: n,
    })),
    years: years.map(([yearEnding, n]) => ({ yearEnding, count: n })),
  };
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const kept = {
  councils: maybe(some([anders, bex])),
  subjects: maybe(some(subjects)),
  categories: maybe(some(['Housing', 'Planning'])),
  subcategories: maybe(some(['Repairs', ''])),
  outcomes: maybe(some(outcomes)),
  yearEnding: maybe(fc.constantFrom(2018, 2019, 2020)),
};
const filters: fc.Arbitrary<DecisionFilter> = fc.oneof(
  fc.record(kept),
  fc.record({
    ...kept,
    words: maybe(fc.constantFrom(...words)),
    decidedFrom: maybe(fc.constant('2019-01-01')),
  }),
);

describe('facets of decisions', () => {
  it('count under all conditions but their own, from kept counts and from rows alike', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { data, errors } = await graph.ask(
          `query ($filter: DecisionFilter) { decisions(filter: $filter) { totalCount ${facetFields} } }`,
          { filter },
        );
        expect(errors).toEqual([]);
        const totalCount = cases.filter((one) => fits(one, filter)).length;
        expect(data).toEqual({ decisions: { totalCount, facets: expectedFacets(filter) } });
      }),
      { numRuns: Number(process.env.REDRESS_FIGURE_RUNS ?? 80), seed: 2020 },
    );
  });

  it('come with the total of each council’s own list', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const { data } = await graph.ask(
          `query ($filter: DecisionFilter) { councils { nodes { code decisions(filter: $filter) { totalCount } } } }`,
          { filter },
        );
        const nodes = [anders, bex].map((code) => {
          const own = cases.filter((one) => fits(one, { ...filter, councils: [code] }));
          return { code, decisions: { totalCount: own.length } };
        });
        expect(data).toEqual({ councils: { nodes } });
      }),
      { numRuns: Number(process.env.REDRESS_FIGURE_RUNS ?? 40), seed: 2020 },
    );
  });

  it('take one statement each, and none when they are not asked for', async () => {
    const asked = async (selection: string) => {
      statements.length = 0;
      await graph.ask(`{ decisions(filter: { words: "damp" }, first: 1) { ${selection} } }`);
      return statements.length;
    };
    expect(await asked('nodes { reference }')).toBe(1);
    expect(await asked('facets { subjects { count } }')).toBe(2);
    expect(await asked(facetFields)).toBe(5);
  });

  it('add up kept counts, and read no decision, where the filter allows', async () => {
    statements.length = 0;
    await graph.ask(
      `{ decisions(filter: { subjects: [HOUSING], yearEnding: 2019 }) { totalCount ${facetFields} } }`,
    );
    const counting = statements.filter((sql) => sql.includes('SUM('));
    expect(counting).toHaveLength(5);
    expect(counting.filter((sql) => /\bFROM "decision"/.test(sql))).toEqual([]);
  });

  it('are each council’s own in a list of councils, in one statement each', async () => {
    const filter = { words: 'damp' };
    statements.length = 0;
    const { data } = await graph.ask(
      `{ councils { nodes { code decisions(filter: { words: "damp" }) { ${facetFields} } } } }`,
    );
    // Councils, their decisions, and four facets.
    expect(statements).toHaveLength(6);
    expect(data).toEqual({
      councils: {
        nodes: [anders, bex].map((code) => ({
          code,
          decisions: {
            facets: {
              ...expectedFacets({ ...filter, councils: [code] }),
              councils: [
                {
                  council: { code },
                  count: expectedFacets(filter).councils.find(
                    ({ council }) => council.code === code,
                  )?.count,
                },
              ],
            },
          },
        })),
      },
    });
  });

  it('give so many councils as are asked for', async () => {
    const { data } = await graph.ask(
      '{ decisions { facets { councils(first: 1) { council { name } count } } } }',
    );
    expect(data).toEqual({
      decisions: {
        facets: { councils: [{ council: { name: 'Bex District Council' }, count: 67 }] },
      },
    });
  });
});

describe('facets misused', () => {
  it('refuse a number of councils that is out of range', async () => {
    const { errors } = await graph.ask(
      '{ decisions { facets { councils(first: 101) { count } } } }',
    );
    expect(errors).toEqual([
      {
        message: '"first" must be a number from 1 to 100, but got 101.',
        code: 'BAD_USER_INPUT',
        path: 'decisions.facets.councils',
      },
    ]);
  });
});
