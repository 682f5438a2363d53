import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refillDecisionRollups } from '../../../src/database/rollups/decision-rollup.ts';
import { inWriteTransaction } from '../../../src/database/write-transaction.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';
import { alder, birch, openSmallDatabase } from '../small-database.ts';

let graph: TestGraph;

beforeAll(async () => {
  const database = await openSmallDatabase();
  // Figures are easier to reckon with than the few cases there are; here counts are those of the cases.
  await inWriteTransaction(database, ({ decisions }) => refillDecisionRollups(decisions));
  graph = openGraph(database);
});
afterAll(() => graph.close());

/** Serials of the decisions that a filter and an order give. */
async function serials(args: string): Promise<string> {
  const { data, errors } = await graph.ask(
    `{ decisions${args} { totalCount nodes { reference } } }`,
  );
  expect(errors).toEqual([]);
  const { decisions } = data as {
    decisions: { totalCount: number; nodes: { reference: string }[] };
  };
  expect(decisions.totalCount).toBe(decisions.nodes.length);
  return decisions.nodes.map(({ reference }) => reference.slice(-1)).join('');
}

describe('decision', () => {
  it.each(['19 000 005', '19-000-005', '19000005'])(
    'is found by the reference "%s"',
    async (reference) => {
      const query = `query ($reference: ID!) { decision(reference: $reference) {
      reference outcome receivedOn decidedOn subject category sample
      council { slug } publicReport { url publishedOn council { code } decision { reference } }
    } }`;
      expect((await graph.ask(query, { reference })).data).toEqual({
        decision: {
          reference: '19 000 005',
          outcome: 'UPHELD',
          receivedOn: '2019-05-01',
          decidedOn: '2019-08-01',
          subject: 'HOUSING',
          category: 'Housing',
          sample: false,
          council: { slug: 'birch' },
          publicReport: {
            url: 'https://reports.example.org/5',
            publishedOn: '2019-08-01',
            council: { code: birch },
            decision: { reference: '19 000 005' },
          },
        },
      });
    },
  );

  it('is null when there is none, and refused when the reference is none', async () => {
    expect((await graph.ask('{ decision(reference: "18 000 001") { reference } }')).data).toEqual({
      decision: null,
    });
    expect((await graph.ask('{ decision(reference: "nineteen") { reference } }')).errors).toEqual([
      {
        message:
          '"reference" must be a year and a serial, for example "19 007 429" or "19-007-429", but got "nineteen".',
        code: 'BAD_USER_INPUT',
        path: 'decision',
      },
    ]);
  });
});

describe('decisions', () => {
  it('come latest first, open cases last, equal days by reference', async () => {
    expect(await serials('')).toBe('53214');
    expect(await serials('(orderBy: { field: DECIDED_ON, direction: ASC })')).toBe('12354');
    expect(await serials('(orderBy: { field: REFERENCE, direction: ASC })')).toBe('12345');
    expect(await serials('(orderBy: { field: RECEIVED_ON })')).toBe('54321');
  });

  it.each([
    [`councils: ["${birch}"]`, '5'],
    ['councils: []', ''],
    ['outcomes: [UPHELD]', '51'],
    ['outcomes: [UPHELD, REFERRED_BACK]', '531'],
    ['subjects: [HOUSING], publicReport: true', '5'],
    ['publicReport: false', '3214'],
    ['decidedFrom: "2019-07-01", decidedTo: "2019-07-31"', '32'],
    ['receivedFrom: "2019-05-02"', ''],
    ['yearEnding: 2020', '5321'],
    ['yearEnding: 2019', ''],
    ['categories: ["Housing"]', '53214'],
    ['subcategories: ["Repairs"]', ''],
    ['text: "DAMP case"', '5214'],
    ['text: "100%"', '5214'],
    ['text: "s_a"', '3'],
  ])('are filtered by %s', async (filter, expected) => {
    expect(await serials(`(filter: { ${filter} })`)).toBe(expected);
  });

  it('refuse a date that does not exist', async () => {
    const { errors } = await graph.ask(
      '{ decisions(filter: { decidedFrom: "2020-02-30" }) { totalCount } }',
    );
    expect(errors[0]?.message).toContain('but got "2020-02-30".');
  });

  it.each(['DECIDED_ON', 'REFERENCE'])('lead from page to page by %s', async (field) => {
    for (const direction of ['ASC', 'DESC']) {
      const whole = await serials(`(orderBy: { field: ${field}, direction: ${direction} })`);
      let pages = '';
      let after: string | null = null;
      do {
        const query = `query ($after: String) { decisions(first: 2, after: $after, orderBy: { field: ${field}, direction: ${direction} }) {
          nodes { reference } pageInfo { hasNextPage endCursor } } }`;
        const { data } = await graph.ask(query, { after });
        const { decisions } = data as {
          decisions: {
            nodes: { reference: string }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
        pages += decisions.nodes.map(({ reference }) => reference.slice(-1)).join('');
        after = decisions.pageInfo.hasNextPage ? decisions.pageInfo.endCursor : null;
      } while (after !== null);
      expect(pages).toBe(whole);
    }
  });
});

describe('decisions of councils', () => {
  it('are each council’s own page, with its own count', async () => {
    const query = `{ councils { nodes { slug decisions(first: 2) {
      totalCount nodes { reference } pageInfo { hasNextPage } } } } }`;
    expect((await graph.ask(query)).data).toEqual({
      councils: {
        nodes: [
          {
            slug: 'alder',
            decisions: {
              totalCount: 4,
              nodes: [{ reference: '19 000 003' }, { reference: '19 000 002' }],
              pageInfo: { hasNextPage: true },
            },
          },
          {
            slug: 'birch',
            decisions: {
              totalCount: 1,
              nodes: [{ reference: '19 000 005' }],
              pageInfo: { hasNextPage: false },
            },
          },
          {
            slug: 'cedar',
            decisions: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } },
          },
        ],
      },
    });
  });

  it('are filtered, and two lists of one council do not mix', async () => {
    const query = `{ council(code: "${alder}") {
      upheld: decisions(filter: { outcomes: [UPHELD] }) { nodes { reference } }
      open: decisions(filter: { outcomes: [NOT_UPHELD] }, first: 1) { nodes { reference } } } }`;
    expect((await graph.ask(query)).data).toEqual({
      council: {
        upheld: { nodes: [{ reference: '19 000 001' }] },
        open: { nodes: [{ reference: '19 000 002' }] },
      },
    });
  });

  it('with a public report are listed apart, by year', async () => {
    const query = `{ council(code: "${birch}") {
      all: publicReports { reference url } of2020: publicReports(yearEnding: 2020) { reference }
      of2019: publicReports(yearEnding: 2019) { reference } } }`;
    expect((await graph.ask(query)).data).toEqual({
      council: {
        all: [{ reference: '19 000 005', url: 'https://reports.example.org/5' }],
        of2020: [{ reference: '19 000 005' }],
        of2019: [],
      },
    });
  });
});
