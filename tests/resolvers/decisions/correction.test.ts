import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decisionsHeader,
  importLines,
  importTwoCouncils,
  openMemoryDatabase,
  recommendationsHeader,
} from '../../database/memory-database.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';

let graph: TestGraph;

const decision = (outcome: string, code = 'E07000002', summary = 'A leak.') =>
  `19 000 001,${code},2019-05-01,2019-09-01,HOUSING,Housing,,${outcome},no,no,${summary}`;
const other = '19 000 002,E07000002,2019-05-01,,HOUSING,Housing,,,no,no,';
const apology = (text: string, due = '2019-12-01') =>
  `19 000 001,1,PERSONAL_REMEDY,Apology,${text},${due},,`;

beforeAll(async () => {
  const database = await openMemoryDatabase();
  await importTwoCouncils(database);
  const decisions = (...rows: string[]) =>
    importLines(database, 'decisions', decisionsHeader, ...rows);
  const recommendations = (...rows: string[]) =>
    importLines(database, 'recommendations', recommendationsHeader, ...rows);
  await decisions(other, decision('NOT_UPHELD'));
  await decisions(other, decision('UPHELD'));
  await decisions(decision('UPHELD'));
  await recommendations(apology('Say sorry to Ms Hale'));
  await recommendations(apology('Say sorry to Mr Osei', '2019-12-02'));
  await decisions(decision('UPHELD', 'E10000001', 'A large leak.'));
  graph = openGraph(database);
});
afterAll(() => graph.close());

const fields = 'id subject kind by file line reason changes { column before after }';

describe('the history of a decision', () => {
  it('tells who corrected what, from which line of which file, the last correction first', async () => {
    const { data, errors } = await graph.ask(
      `{ decision(reference: "19 000 001") { corrections { ${fields} } } }`,
      {},
      ['casework:read'],
    );
    expect(errors).toEqual([]);
    const made = { subject: '19 000 001', kind: 'CORRECTED', file: 'test.csv', reason: null };
    expect(data).toEqual({
      decision: {
        corrections: [
          {
            ...made,
            id: '19 000 001#2',
            by: expect.stringMatching(/^user \S/),
            line: 2,
            changes: [
              { column: 'gss_code', before: 'E07000002', after: 'E10000001' },
              { column: 'summary', before: 'A leak.', after: 'A large leak.' },
            ],
          },
          {
            ...made,
            id: '19 000 001#1',
            by: expect.stringMatching(/^user \S/),
            line: 3,
            changes: [{ column: 'outcome', before: 'NOT_UPHELD', after: 'UPHELD' }],
          },
        ],
      },
    });
  });

  it('is empty for a decision that was never corrected', async () => {
    const { data } = await graph.ask(
      '{ decision(reference: "19 000 002") { corrections { id } } }',
      {},
      ['casework:read'],
    );
    expect(data).toEqual({ decision: { corrections: [] } });
  });

  it('of a recommendation tells what changed without the words of a personal remedy', async () => {
    const { data } = await graph.ask(
      `{ decision(reference: "19 000 001") { recommendations { corrections { ${fields} } } } }`,
      {},
      ['casework:read'],
    );
    expect(data).toMatchObject({
      decision: {
        recommendations: [
          {
            corrections: [
              {
                id: '19 000 001/1#1',
                changes: [
                  { column: 'text', before: '(not kept)', after: '(not kept)' },
                  { column: 'due_on', before: '2019-12-01', after: '2019-12-02' },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(JSON.stringify(data)).not.toMatch(/sorry|Hale|Osei/);
  });

  it.each([
    ['a decision', '{ decision(reference: "19 000 001") { corrections { id } } }'],
    ['a list of decisions', '{ decisions { nodes { corrections { changes { before } } } } }'],
    [
      'a council’s decisions',
      '{ council(code: "E10000001") { decisions { nodes { corrections { by } } } } }',
    ],
    [
      'a recommendation',
      '{ decision(reference: "19 000 001") { recommendations { corrections { by } } } }',
    ],
    [
      'a recommendation’s decision',
      '{ decision(reference: "19 000 001") { recommendations { decision { corrections { by } } } } }',
    ],
    ['the list of corrections', '{ corrections { nodes { by } } }'],
    ['the edges of the list', '{ corrections(reference: "19 000 001") { edges { node { at } } } }'],
    ['how many there are', '{ corrections { totalCount } }'],
  ])('is refused without the scope, by way of %s', async (_way, query) => {
    for (const scopes of [[], ['letters:read'], ['casework:write']] as const) {
      const { data, errors } = await graph.ask(query, {}, scopes);
      expect(errors.length).toBeGreaterThan(0);
      expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['FORBIDDEN']));
      expect(JSON.stringify(data)).not.toMatch(/user |19 000 001#|UPHELD|rk_/);
    }
  });
});

describe('withdrawing a decision', () => {
  it('takes it out of every figure with its recommendations, and keeps what it said', async () => {
    const figures = '{ council(code: "E10000001") { performance(yearEnding: 2020) { received } } }';
    expect((await graph.ask(figures)).data).toMatchObject({
      council: { performance: { received: 1 } },
    });
    const withdrawn = await graph.ask(
      'mutation { withdrawDecision(reference: "19-000-001", reason: " Sent to us twice. ") { reference recommendations } }',
      {},
      ['casework:write'],
    );
    expect(withdrawn).toEqual({
      data: { withdrawDecision: { reference: '19 000 001', recommendations: 1 } },
      errors: [],
    });
    expect((await graph.ask(figures)).data).toMatchObject({
      council: { performance: { received: 0 } },
    });
    const { data } = await graph.ask(
      `{ decision(reference: "19 000 001") { reference }
         corrections(council: "E10000001", since: "2020-01-01T00:00:00Z") { totalCount nodes { ${fields} } } }`,
      {},
      ['casework:read'],
    );
    expect(data).toMatchObject({
      decision: null,
      corrections: {
        totalCount: 2,
        nodes: [
          {
            id: '19 000 001#3',
            kind: 'WITHDRAWN',
            by: 'key rk_test',
            file: null,
            reason: 'Sent to us twice.',
          },
          { id: '19 000 001#2' },
        ],
      },
    });
    expect(data).toHaveProperty(
      'corrections.nodes.0.changes',
      expect.arrayContaining([
        { column: 'outcome', before: 'UPHELD', after: null },
        { column: 'satisfactory_remedy', before: 'false', after: null },
      ]),
    );
  });

  it('lists corrections page by page, each once', async () => {
    const query =
      'query ($after: String) { corrections(first: 1, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await graph.ask(query, { after }, ['casework:read']);
      expect(errors).toEqual([]);
      const page = (data as { corrections: CorrectionsPage }).corrections;
      ids.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toEqual(['19 000 001#3', '19 000 001#2', '19 000 001#1']);
  });
});

interface CorrectionsPage {
  nodes: { id: string }[];
  pageInfo: { endCursor: string; hasNextPage: boolean };
}

describe('withdrawing misused', () => {
  it.each([
    [
      'reference: "19-000-009", reason: "x"',
      '"reference" must be the reference of a decision that is here, but got "19-000-009".',
    ],
    [
      'reference: "nineteen", reason: "x"',
      '"reference" must be a year and a serial, for example "19 007 429" or "19-007-429", but got "nineteen".',
    ],
    [
      'reference: "19-000-002", reason: " "',
      '"reason" must be text of 1 to 2000 characters, but got " ".',
    ],
  ])('refuses %s', async (given, message) => {
    const { errors } = await graph.ask(
      `mutation { withdrawDecision(${given}) { reference } }`,
      {},
      ['casework:write'],
    );
    expect(errors).toEqual([{ message, code: 'BAD_USER_INPUT', path: 'withdrawDecision' }]);
  });

  it('refuses a caller without the scope and changes nothing', async () => {
    const { errors } = await graph.ask(
      'mutation { withdrawDecision(reference: "19-000-002", reason: "x") { reference } }',
      {},
      ['casework:read'],
    );
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    expect((await graph.ask('{ decision(reference: "19-000-002") { reference } }')).data).toEqual({
      decision: { reference: '19 000 002' },
    });
  });
});
