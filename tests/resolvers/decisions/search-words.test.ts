import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decisionsHeader,
  importLines,
  importTwoCouncils,
  openMemoryDatabase,
} from '../../database/memory-database.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';

let database: DataSource;
let graph: TestGraph;

const summaries = [
  'Roofs were not repaired after the council’s survey. Mould grew in the café-bar.',
  'The repair of a roof took 14 months; there was no heating, and damp spread.',
  'The heating worked. No complaint about damp-proofing; see case 19-007 and “quoted words”.',
  'Naïve drafting: SELECT * FROM decision; -- or 1=1 & (a | !b):* NEAR/3 AND OR NOT',
  'A road sign (no. 3.5) in Zoë’s street, at https://example.org/and/or/more.',
];

beforeAll(async () => {
  database = await openMemoryDatabase();
  await importTwoCouncils(database);
  await importLines(
    database,
    'decisions',
    decisionsHeader,
    ...summaries.map(
      (summary, at) =>
        `19 000 00${at + 1},E07000002,2019-05-01,2019-09-0${at + 1},HOUSING,Housing,,UPHELD,no,no,"${summary}"`,
    ),
    '19 000 006,E07000002,2019-05-01,,HOUSING,Housing,,,no,no,Repairs wanted',
    '19 000 007,E10000001,2019-05-01,2019-06-01,HOUSING,Housing,,UPHELD,no,no,',
  );
  graph = openGraph(database);
});
afterAll(() => graph.close());

async function search(words: string): Promise<{ found: string; errors: unknown[] }> {
  const { data, errors } = await graph.ask(
    `query ($words: String) { decisions(filter: { words: $words }, orderBy: { field: REFERENCE, direction: ASC }) {
      totalCount nodes { reference } } }`,
    { words },
  );
  if (errors.length > 0) return { found: '', errors };
  const { decisions } = data as {
    decisions: { totalCount: number; nodes: { reference: string }[] };
  };
  expect(decisions.totalCount).toBe(decisions.nodes.length);
  return { found: decisions.nodes.map(({ reference }) => reference.slice(-1)).join(''), errors };
}

describe('decisions by words', () => {
  it.each([
    ['repair', '126'],
    ['REPAIRING roof', '12'],
    ['roof repairs months', '2'],
    ['"no heating"', '2'],
    ['no heating', '23'],
    ['“no heating” damp', '2'],
    ['"no heating', '2'],
    ['mou*', '1'],
    ['mou', ''],
    ['"damp spr"*', '2'],
    ['damp-proof', '3'],
    ['proof-damp', ''],
    ['council', '1'],
    ["council's", '1'],
    ['cafe', '1'],
    ['CAFÉ', '1'],
    ['cafe\u0301', '1'],
    ['naive zoe', ''],
    ['Zoe', '5'],
    ['the', '123'],
    ['19-007', '3'],
    ['3.5', '5'],
    ['and/or', '45'],
    ['example.org', '5'],
    ['"select * from decision"', '4'],
    ['NOT NEAR', '4'],
    ['wanted', '6'],
    ['unheard', ''],
  ])('%s', async (words, expected) => {
    expect(await search(words)).toEqual({ found: expected, errors: [] });
  });

  it('say nothing without a letter or a digit', async () => {
    for (const words of ['', '   ', '"', '*', '!!! & | "" ()', '\u0000']) {
      expect((await search(words)).found, words).toBe('1234567');
    }
  });

  it('lead from page to page, open cases last', async () => {
    const references: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await graph.ask(
        `query ($after: String) { decisions(filter: { words: "repair" }, first: 1, after: $after) {
          nodes { reference } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      const { decisions } = data as {
        decisions: {
          nodes: { reference: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
      references.push(...decisions.nodes.map(({ reference }) => reference));
      after = decisions.pageInfo.hasNextPage ? decisions.pageInfo.endCursor : null;
    } while (after !== null);
    expect(references).toEqual(['19 000 002', '19 000 001', '19 000 006']);
  });

  it('are found among those of a council', async () => {
    const { data } = await graph.ask(
      '{ councils { nodes { slug decisions(filter: { words: "repair roof" }) { totalCount nodes { reference } } } } }',
    );
    expect(data).toEqual({
      councils: {
        nodes: [
          { slug: 'anders', decisions: { totalCount: 0, nodes: [] } },
          {
            slug: 'bex',
            decisions: {
              totalCount: 2,
              nodes: [{ reference: '19 000 002' }, { reference: '19 000 001' }],
            },
          },
        ],
      },
    });
  });

  it('are never a syntax error, whatever is typed', async () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(
          fc.constantFrom(
            '"',
            '*',
            "'",
            '(',
            ')',
            ':',
            '&',
            '|',
            '!',
            '<->',
            '-',
            '^',
            '\\',
            '{',
            '}',
            '+',
            ' ',
            'NEAR(',
            'AND',
            'damp',
            'é',
            'rowid',
            '你好',
            '\u0000',
          ),
          { maxLength: 15 },
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (words) => {
        expect((await search(words)).errors).toEqual([]);
      }),
      { numRuns: 150, seed: 2020 },
    );
  });
});

describe('decisions by words misused', () => {
  it('refuses a search that is too long', async () => {
    expect((await search('a'.repeat(201))).errors).toEqual([
      {
        message: `"filter.words" must be at most 200 characters, but got "${'a'.repeat(76)}….`,
        code: 'BAD_USER_INPUT',
        path: 'decisions',
      },
    ]);
    expect((await search('a b '.repeat(11))).errors).toEqual([
      {
        message: `"filter.words" must be at most 20 words, but got "${'a b '.repeat(11)}".`,
        code: 'BAD_USER_INPUT',
        path: 'decisions',
      },
    ]);
  });
});
