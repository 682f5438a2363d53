import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../ask-graph.ts';
import { openSmallDatabase } from '../small-database.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = openGraph(await openSmallDatabase());
});
afterAll(() => graph.close());

describe('recommendations of a decision', () => {
  const query = `{ decision(reference: "19 000 001") { recommendations {
    id number kind remedy text dueOn settledOn compliance council { slug } decision { outcome } } } }`;

  it('come in the order of their numbers, personal remedies without their words', async () => {
    const { data, errors } = await graph.ask(query);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      decision: {
        recommendations: [
          {
            id: '19 000 001/1',
            kind: 'PERSONAL_REMEDY',
            remedy: 'Apology',
            text: null,
            compliance: 'ON_TIME',
            council: { slug: 'alder' },
            decision: { outcome: 'UPHELD' },
          },
          { number: 2, text: 'Train the repairs team.', compliance: 'LATE' },
          { number: 3, settledOn: null, compliance: null },
        ],
      },
    });
  });

  it('tell the words of personal remedies with the scope casework:read', async () => {
    const { data } = await graph.ask(query, {}, ['casework:read']);
    expect(data).toMatchObject({
      decision: { recommendations: [{ text: 'Apologise to the tenant.' }, {}, {}] },
    });
  });

  it('are none where nothing was upheld', async () => {
    const { data } = await graph.ask(
      '{ decision(reference: "19 000 002") { recommendations { id } } }',
    );
    expect(data).toEqual({ decision: { recommendations: [] } });
  });
});

describe('service improvements of councils', () => {
  it('are each council’s own, the last due first, unsettled ones too', async () => {
    const query = `{ councils { nodes { slug serviceImprovements { totalCount nodes { number dueOn } } } } }`;
    expect((await graph.ask(query)).data).toEqual({
      councils: {
        nodes: [
          {
            slug: 'alder',
            serviceImprovements: {
              totalCount: 2,
              nodes: [
                { number: 3, dueOn: '2019-12-01' },
                { number: 2, dueOn: '2019-09-01' },
              ],
            },
          },
          { slug: 'birch', serviceImprovements: { totalCount: 0, nodes: [] } },
          { slug: 'cedar', serviceImprovements: { totalCount: 0, nodes: [] } },
        ],
      },
    });
  });

  it('of a year are those settled in it', async () => {
    const query = `{ council(slug: "alder") {
      of2020: serviceImprovements(yearEnding: 2020) { nodes { number } }
      of2021: serviceImprovements(yearEnding: 2021) { nodes { number } } } }`;
    expect((await graph.ask(query)).data).toEqual({
      council: { of2020: { nodes: [{ number: 2 }] }, of2021: { nodes: [] } },
    });
  });

  it('lead from page to page', async () => {
    const first = await graph.ask(
      '{ council(slug: "alder") { serviceImprovements(first: 1) { nodes { number } pageInfo { endCursor hasNextPage } } } }',
    );
    const page = (
      first.data as {
        council: { serviceImprovements: { pageInfo: { endCursor: string; hasNextPage: boolean } } };
      }
    ).council.serviceImprovements;
    expect(page.pageInfo.hasNextPage).toBe(true);
    const second = await graph.ask(
      'query ($after: String) { council(slug: "alder") { serviceImprovements(first: 1, after: $after) { nodes { number } pageInfo { hasNextPage } } } }',
      { after: page.pageInfo.endCursor },
    );
    expect(second.data).toEqual({
      council: {
        serviceImprovements: { nodes: [{ number: 2 }], pageInfo: { hasNextPage: false } },
      },
    });
  });
});

describe('recommendations of a year', () => {
  it('are counted by kind and theme in the year in which they were settled or, open, fall due', async () => {
    const { data, errors } =
      await graph.ask(`{ council(slug: "alder") { y2020: performance(yearEnding: 2020) { ...C } y2021: performance(yearEnding: 2021) { ...C } } }
      fragment C on CouncilPerformance { recommendationCounts { byKind { kind total onTime late notComplied open } themes { theme count late } } }`);
    expect(errors).toEqual([]);
    expect(data).toMatchInlineSnapshot(`
      {
        "council": {
          "y2020": {
            "recommendationCounts": {
              "byKind": [
                {
                  "kind": "PERSONAL_REMEDY",
                  "late": 0,
                  "notComplied": 0,
                  "onTime": 1,
                  "open": 0,
                  "total": 1,
                },
                {
                  "kind": "SERVICE_IMPROVEMENT",
                  "late": 1,
                  "notComplied": 0,
                  "onTime": 0,
                  "open": 1,
                  "total": 2,
                },
              ],
              "themes": [
                {
                  "count": 1,
                  "late": 0,
                  "theme": "Policy",
                },
                {
                  "count": 1,
                  "late": 1,
                  "theme": "Staff training",
                },
              ],
            },
          },
          "y2021": {
            "recommendationCounts": {
              "byKind": [
                {
                  "kind": "PERSONAL_REMEDY",
                  "late": 0,
                  "notComplied": 0,
                  "onTime": 0,
                  "open": 0,
                  "total": 0,
                },
                {
                  "kind": "SERVICE_IMPROVEMENT",
                  "late": 0,
                  "notComplied": 0,
                  "onTime": 0,
                  "open": 0,
                  "total": 0,
                },
              ],
              "themes": [],
            },
          },
        },
      }
    `);
  });
});
