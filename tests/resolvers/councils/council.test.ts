import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../ask-graph.ts';
import { alder, birch, cedar, openSmallDatabase } from '../small-database.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = openGraph(await openSmallDatabase());
});
afterAll(() => graph.close());

/** Slugs of the councils that a filter and an order give. */
async function slugs(args: string): Promise<string[]> {
  const { data, errors } = await graph.ask(`{ councils${args} { nodes { slug } } }`);
  expect(errors).toEqual([]);
  return (data as { councils: { nodes: { slug: string }[] } }).councils.nodes.map((c) => c.slug);
}

describe('council', () => {
  it('is found by code and by slug', async () => {
    const { data } = await graph.ask(
      `{ byCode: council(code: "${alder}") { name } bySlug: council(slug: "alder") { code type region population } }`,
    );
    expect(data).toEqual({
      byCode: { name: 'Alder District Council' },
      bySlug: { code: alder, type: 'DISTRICT', region: 'South East', population: 100_000 },
    });
  });

  it('is null when there is none', async () => {
    expect((await graph.ask('{ council(slug: "nowhere") { name } }')).data).toEqual({
      council: null,
    });
  });

  it.each(['{ council { name } }', '{ council(code: "x", slug: "y") { name } }'])(
    'needs code or slug and not both: %s',
    async (query) => {
      const { errors } = await graph.ask(query);
      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: 'council' }]);
      expect(errors[0]?.message).toContain('"code" must be given, or "slug" given, and not both');
    },
  );

  it('leads to those that followed it and those it follows', async () => {
    const { data } = await graph.ask(
      '{ birch: council(slug: "birch") { endDate successors { slug } } cedar: council(slug: "cedar") { startDate predecessors { slug } successors { slug } } }',
    );
    expect(data).toEqual({
      birch: { endDate: '2020-04-01', successors: [{ slug: 'cedar' }] },
      cedar: { startDate: '2020-04-01', predecessors: [{ slug: 'birch' }], successors: [] },
    });
  });
});

describe('officers', () => {
  const query = '{ council(slug: "alder") { name officers { name salutation office email } } }';

  it('are told with the scope casework:read, in their order', async () => {
    const { data } = await graph.ask(query, {}, ['casework:read']);
    expect(data).toMatchObject({
      council: {
        officers: [{ salutation: 'Ms Hale' }, { salutation: 'Mr Osei', office: 'Leader' }],
      },
    });
  });

  it('are null with an error for everybody else, while the rest is told', async () => {
    const { data, errors } = await graph.ask(query);
    expect(data).toEqual({ council: { name: 'Alder District Council', officers: null } });
    expect(errors).toEqual([
      {
        message:
          'Council.officers needs the scope "casework:read". Send an API key that has it as "Authorization: Bearer rk_…".',
        code: 'FORBIDDEN',
        path: 'council.officers',
      },
    ]);
  });
});

describe('councils', () => {
  it('come by name unless another order is asked', async () => {
    expect(await slugs('')).toEqual(['alder', 'birch', 'cedar']);
    expect(await slugs('(orderBy: { field: NAME, direction: DESC })')).toEqual([
      'cedar',
      'birch',
      'alder',
    ]);
    expect(await slugs('(orderBy: { field: POPULATION })')).toEqual(['birch', 'alder', 'cedar']);
  });

  it('come by twenty unless another number is asked, null included', async () => {
    const { data } = await graph.ask(
      'query ($first: Int) { councils(first: $first) { nodes { slug } } }',
      { first: null },
    );
    expect(data).toEqual((await graph.ask('{ councils { nodes { slug } } }')).data);
  });

  it('are filtered by code, type, region and words of the name, together', async () => {
    expect(await slugs('(filter: { types: [DISTRICT] })')).toEqual(['alder', 'birch']);
    expect(await slugs('(filter: { regions: ["North West"] })')).toEqual(['birch', 'cedar']);
    expect(await slugs('(filter: { regions: ["North West"], types: [DISTRICT] })')).toEqual([
      'birch',
    ]);
    expect(await slugs(`(filter: { codes: ["${birch}", "${cedar}"] })`)).toEqual([
      'birch',
      'cedar',
    ]);
    expect(await slugs('(filter: { search: "COUNCIL bor" })')).toEqual(['birch']);
    expect(await slugs('(filter: { search: "" })')).toHaveLength(3);
  });

  it('take signs of LIKE in a search for what they are', async () => {
    expect(await slugs('(filter: { search: "%" })')).toEqual([]);
    expect(await slugs('(filter: { search: "_" })')).toEqual([]);
  });

  it('fit nothing when a list of a filter is empty', async () => {
    expect(await slugs('(filter: { types: [] })')).toEqual([]);
    expect(await slugs('(filter: { codes: [] })')).toEqual([]);
  });

  it('are filtered by figures of a year, compared as they are shown', async () => {
    const figures = (condition: string) =>
      slugs(`(filter: { figures: { yearEnding: 2020, ${condition} } })`);
    expect(await figures('upholdPercent: { min: 75 }')).toEqual(['alder']);
    expect(await figures('upholdPercent: { max: 74 }')).toEqual(['birch']);
    // 33.33 is shown as 33%.
    expect(await figures('satisfactoryRemedyPercent: { min: 33, max: 33 }')).toEqual(['alder']);
    expect(await figures('received: { min: 7, max: 9 }')).toEqual(['birch']);
    expect(await figures('upheldPer100k: { min: 2.9 }')).toEqual(['alder']);
    expect(await figures('received: {}')).toEqual(['alder', 'birch']);
  });

  it('are ordered by figures of a year, those without one last in both directions', async () => {
    const by = (direction: string) =>
      slugs(`(orderBy: { field: UPHOLD_RATE, direction: ${direction}, yearEnding: 2020 })`);
    expect(await by('ASC')).toEqual(['birch', 'alder', 'cedar']);
    expect(await by('DESC')).toEqual(['alder', 'birch', 'cedar']);
  });

  it('cannot be ordered by a figure without a year', async () => {
    const { errors } = await graph.ask(
      '{ councils(orderBy: { field: RECEIVED }) { nodes { slug } } }',
    );
    expect(errors).toMatchObject([
      {
        message:
          '"orderBy.yearEnding" must be a year ending when councils are ordered by RECEIVED, for example 2020, but got null.',
        code: 'BAD_USER_INPUT',
      },
    ]);
  });

  it.each(['{ field: NAME }', '{ field: UPHOLD_RATE, direction: DESC, yearEnding: 2020 }'])(
    'give the same list page by page as at once, ordered by %s',
    async (orderBy) => {
      const whole = await slugs(`(orderBy: ${orderBy})`);
      const pages: string[] = [];
      let after: string | null = null;
      for (let turn = 0; turn < 5; turn += 1) {
        const query = `query ($after: String) { councils(orderBy: ${orderBy}, first: 1, after: $after) {
          totalCount edges { cursor node { slug } } pageInfo { hasNextPage hasPreviousPage endCursor }
        } }`;
        const { data } = await graph.ask(query, { after });
        const { councils } = data as {
          councils: {
            totalCount: number;
            edges: { node: { slug: string } }[];
            pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
          };
        };
        expect(councils.totalCount).toBe(3);
        expect(councils.pageInfo.hasPreviousPage).toBe(turn > 0);
        pages.push(...councils.edges.map((edge) => edge.node.slug));
        if (!councils.pageInfo.hasNextPage) break;
        after = councils.pageInfo.endCursor;
      }
      expect(pages).toEqual(whole);
    },
  );
});
