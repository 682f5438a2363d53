import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../ask-graph.ts';
import { openSmallDatabase } from '../small-database.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = openGraph(await openSmallDatabase());
});
afterAll(() => graph.close());

describe('letters', () => {
  const query = `{
    letters { totalCount nodes { id yearEnding state path publishedAt sample council { name } } }
    council(slug: "alder") { letters { totalCount nodes { id } } }
    published: letter(id: "letter-2019") { id }
    issued: letter(id: "letter-2020") { id }
    absent: letter(id: "letter-2021") { id }
  }`;

  it('are told to everybody once they are published, and to nobody before', async () => {
    expect((await graph.ask(query)).data).toEqual({
      letters: {
        totalCount: 1,
        nodes: [
          {
            id: 'letter-2019',
            yearEnding: 2019,
            state: 'PUBLISHED',
            path: '/letters/2019/alder',
            publishedAt: '2019-07-31T00:00:00.000Z',
            sample: false,
            council: { name: 'Alder District Council' },
          },
        ],
      },
      council: { letters: { totalCount: 1, nodes: [{ id: 'letter-2019' }] } },
      published: { id: 'letter-2019' },
      issued: null,
      absent: null,
    });
  });

  it('under embargo are told with the scope letters:read, latest year first', async () => {
    expect((await graph.ask(query, {}, ['letters:read'])).data).toMatchObject({
      letters: { totalCount: 2, nodes: [{ id: 'letter-2020' }, { id: 'letter-2019' }] },
      council: { letters: { totalCount: 2 } },
      issued: { id: 'letter-2020' },
      absent: null,
    });
  });

  it('under embargo and absent ones look the same', async () => {
    const [issued, absent] = await Promise.all([
      graph.ask('{ letter(id: "letter-2020") { id state } }'),
      graph.ask('{ letter(id: "letter-2999") { id state } }'),
    ]);
    expect(issued).toEqual(absent);
  });

  it('are filtered by council, year and report', async () => {
    const count = async (filter: string) =>
      (await graph.ask(`{ letters(filter: { ${filter} }) { totalCount } }`)).data;
    expect(await count('yearEnding: 2019, report: "annual-letter"')).toEqual({
      letters: { totalCount: 1 },
    });
    expect(await count('report: "other"')).toEqual({ letters: { totalCount: 0 } });
    expect(await count('councils: []')).toEqual({ letters: { totalCount: 0 } });
  });
});

describe('the comment of a letter', () => {
  const query = `{ council(slug: "alder") {
    public: letterComment(yearEnding: 2019) embargoed: letterComment(yearEnding: 2020)
    none: letterComment(yearEnding: 2018) } }`;

  it('is as public as its letter', async () => {
    expect((await graph.ask(query)).data).toEqual({
      council: { public: 'A public remark.', embargoed: null, none: null },
    });
    expect((await graph.ask(query, {}, ['letters:read'])).data).toEqual({
      council: { public: 'A public remark.', embargoed: 'A remark under embargo.', none: null },
    });
  });
});

describe('renderReport', () => {
  const mutation = 'mutation { renderReport(name: "annual-letter", params: {}) { subject } }';

  it('needs the scope letters:render', async () => {
    expect((await graph.ask(mutation)).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    expect((await graph.ask(mutation, {}, ['letters:read'])).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
  });

  it('says where to go when there is no engine to ask', async () => {
    expect((await graph.ask(mutation, {}, ['letters:render'])).errors).toMatchObject([
      { code: 'REPORTS_UNAVAILABLE' },
    ]);
  });
});
