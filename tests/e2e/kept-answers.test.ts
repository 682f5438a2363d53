import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { openServer, type TestServer } from './open-server.ts';
import { StatementCounter } from './statement-counter.ts';

const counter = new StatementCounter();
let server: TestServer;
let officer: { authorization: string };

beforeAll(async () => {
  server = await openServer();
  officer = await server.createKey('casework:read', 'letters:read');
  server.database.setOptions({ logging: true, logger: counter });
});
afterAll(() => server.close());
beforeEach(() => server.forgetAnswers());

async function get(query: string, headers: Record<string, string> = {}) {
  const url = `${server.url}/graphql?query=${encodeURIComponent(query)}`;
  const response = await fetch(url, { headers });
  const { data } = (await response.json()) as { data: Record<string, unknown> };
  return {
    data,
    control: response.headers.get('cache-control'),
    age: response.headers.get('age'),
    etag: response.headers.get('etag'),
  };
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const values = text.split('\n').filter((line) => line.startsWith(name));
  return values.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const page = `{
  council(slug: "dartford") {
    name county { name }
    decisions(first: 3) { totalCount nodes { reference recommendations { kind remedy } } }
    performance(yearEnding: 2020) { upheld { percent } compliance { percent } similar { upheld { percent } } }
    training(yearEnding: 2020) { courses { course { title } } seminars { place } }
  }
  nationalPerformance(yearEnding: 2020) { upheld { percent } }
}`;

describe('answers of the whole server', () => {
  it('take no SQL statement and no fetch the second time', async () => {
    const first = await get(page);
    expect([first.control, first.age]).toEqual(['max-age=60, public', null]);
    const fetches = await metric('redress_subgraph_fetches_total');
    expect(fetches).toBeGreaterThanOrEqual(4);
    counter.statements.length = 0;
    const second = await get(page);
    expect(counter.statements).toEqual([]);
    expect(await metric('redress_subgraph_fetches_total')).toBe(fetches);
    expect(second).toEqual({ ...first, age: expect.stringMatching(/^\d+$/) });
    expect(await metric('redress_cache_lookups_total{cache="responses",result="hit"}')).toBe(1);
    expect(await metric('redress_response_cache_bytes')).toBeGreaterThan(500);
  });

  it.each([
    ['{ councils(first: 2) { nodes { name } pageInfo { hasNextPage } } }', 'max-age=300, public'],
    ['{ council(slug: "dartford") { name successors { name } } }', 'max-age=300, public'],
    ['{ decisions(first: 2) { edges { cursor node { outcome } } } }', 'max-age=60, public'],
    [
      '{ trainingYear(yearEnding: 2020) { courses deliveries { course { title } } } }',
      'max-age=300, public',
    ],
    [
      '{ council(slug: "dartford") { serviceImprovements { nodes { remedy } } } }',
      'max-age=60, public',
    ],
    ['{ council(slug: "dartford") { serviceImprovements { nodes { text } } } }', 'no-store'],
    ['{ council(slug: "dartford") { officers { name } } }', 'no-store'],
    ['{ letters { totalCount } }', 'no-store'],
    ['{ letter(id: "none") { path } }', 'no-store'],
    ['{ council(slug: "dartford") { letters { totalCount } } }', 'no-store'],
    ['{ council(slug: "dartford") { letterComment(yearEnding: 2020) } }', 'no-store'],
    [
      '{ councils(first: 2) { nodes { name letters { nodes { council { name } } } } } }',
      'no-store',
    ],
    ['{ edition(yearEnding: 2020) { letterDate } }', 'no-store'],
    ['{ editions { yearEnding } }', 'no-store'],
  ])('to %s say %s', async (query, control) => {
    expect((await get(query)).control).toBe(control);
    const signedIn = (await get(query, officer)).control;
    expect(signedIn).toBe(control.replace('public', 'private'));
  });

  it('show a letter from the moment it is public, and hide it before', async () => {
    const letters = server.database.getRepository(Letter);
    const letter = await letters.findOneByOrFail({ councilSlug: 'dartford', yearEnding: 2020 });
    const query = `{ letter(id: "${letter.id}") { path } council(slug: "dartford") { letters { nodes { id } } } }`;
    const path = '/letters/2020/dartford';
    await letters.update({ id: letter.id }, { state: 'ISSUED', publishedAt: null });
    expect((await get(query, officer)).data.letter).toEqual({ path });
    const before = await get(query);
    expect([before.data.letter, before.control, before.etag]).toEqual([null, 'no-store', null]);
    await letters.update(
      { id: letter.id },
      { state: 'PUBLISHED', publishedAt: letter.publishedAt },
    );
    const after = await get(query);
    expect([after.data.letter, after.control]).toEqual([{ path }, 'no-store']);
    await letters.update({ id: letter.id }, { state: 'ISSUED', publishedAt: null });
    expect((await get(query)).data.letter).toBeNull();
  });

  it('are new after data were changed past the gateway and it was told', async () => {
    const query = '{ council(slug: "dartford") { name } }';
    const rename = (name: string) =>
      server.database.query("UPDATE council SET name = ? WHERE slug = 'dartford'", [name]);
    expect((await get(query)).data).toEqual({ council: { name: 'Dartford Borough Council' } });
    await rename('Dartford');
    expect((await get(query)).data).toEqual({ council: { name: 'Dartford Borough Council' } });
    server.forgetAnswers();
    expect((await get(query)).data).toEqual({ council: { name: 'Dartford' } });
    await rename('Dartford Borough Council');
  });
});
