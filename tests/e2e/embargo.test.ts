import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningPart } from '../../src/parts.ts';
import { verifyLetter } from '../../src/reports/runs/remake-letter.ts';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';
import { openServer, type TestServer } from './open-server.ts';
import { openSubgraph } from './open-subgraph.ts';

const code = 'E07000107';
const year = 2020;
const officer = (server: TestServer) => server.createKey('letters:publish', 'letters:read');

let server: TestServer;
let subgraph: RunningPart;
let run: string;
let letter: Letter;
let reader: { authorization: string };
let caseworker: { authorization: string };

beforeAll(async () => {
  server = await openServer();
  reader = await officer(server);
  caseworker = await server.createKey('casework:read', 'casework:write', 'letters:render');
  const by = 'user starter';
  const { runs, databases } = server;
  // Of the sample there is nothing: the letter of the run is the council's only one.
  await databases.reports.getRepository(Letter).delete({ councilCode: code, yearEnding: year });
  const filter = { codes: [code] };
  run = (await runs.startRun({ report: 'annual-letter', yearEnding: year, councils: filter, by }))
    .id;
  for (;;) {
    const standing = (await runs.standings([run])).get(run);
    if (standing?.rendered === 1) break;
    await runs.nextChange();
  }
  letter = await databases.reports.getRepository(Letter).findOneByOrFail({ runId: run });
  const databaseUrl = `sqlite:${String(databases.reports.options.database)}`;
  subgraph = await openSubgraph('reports', { databaseUrl });
});
afterAll(async () => {
  await subgraph?.close();
  await server?.close();
});

const graph = {
  'by identifier': () => `{ letter(id: "${letter.id}") { id state subject sha256 } }`,
  'in a list': () =>
    `{ letters(filter: { councils: ["${code}"], yearEnding: ${year} }) { totalCount nodes { id } } }`,
  'of its run': () => `{ letters(filter: { run: "${run}" }) { totalCount nodes { id } } }`,
  'by its run': () => `{ run(id: "${run}") { id progress { total } } }`,
  'among runs': () => '{ runs { totalCount nodes { id } } }',
  'by its messages': () => `{ deliveries(filter: { letter: "${letter.id}" }) { totalCount } }`,
  'of its council': () => `{ council(code: "${code}") { letters { nodes { yearEnding } } } }`,
};
const feed = '/feeds/letters.atom';
/** Pages of the site and open data that speak of letters. */
const pages = [
  '/letters',
  `/letters?year=${year}`,
  '/councils/dartford',
  `/councils/dartford?year=${year}`,
  `/review?year=${year}`,
];
const files = ['html', 'txt', 'eml', 'json', 'pdf'];

/** What only a subgraph that can be reached by itself is asked. */
const ofEntities = {
  'as an entity': () =>
    `{ _entities(representations: [{ __typename: "Letter", id: "${letter.id}" }]) { ... on Letter { id state subject } } }`,
  'of a council as an entity': () =>
    `{ _entities(representations: [{ __typename: "Council", code: "${code}" }]) { ... on Council { letters { totalCount nodes { id } } } } }`,
};

/** Everything that the way in tells: status, headers that could differ, and body. */
async function look(path: string, init?: RequestInit, at = server.url): Promise<string> {
  const response = await fetch(`${at}${path}`, init);
  const { status, headers } = response;
  const told = ['etag', 'cache-control', 'content-type', 'vary'].map((name) => headers.get(name));
  return JSON.stringify([status, told, await response.text()]);
}

function ask(query: string, headers: Record<string, string> = {}, at?: string): Promise<string> {
  return look(
    '/graphql',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    },
    at,
  );
}

/** What a caller is told by every way in. */
async function seenBy(caller: Record<string, string>): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const [name, query] of Object.entries(graph)) {
    seen[name] = await ask(query(), caller);
    seen[`${name}, on the subgraph's own port`] = await ask(query(), caller, subgraph.url);
  }
  for (const [name, query] of Object.entries(ofEntities)) {
    seen[name] = await ask(query(), caller, subgraph.url);
  }
  // Who has its hash, as somebody does who was sent it, must not be told that it is there.
  const known = { ...caller, 'if-none-match': `"${letter.sha256}"` };
  for (const file of files) {
    seen[file] = await look(`/letters/${year}/dartford.${file}`, { headers: caller });
    seen[`${file}, known`] = await look(`/letters/${year}/dartford.${file}`, { headers: known });
  }
  for (const page of pages) seen[page] = await look(page, { headers: caller });
  seen.feed = await look(feed, { headers: caller });
  seen['feed, known'] = await look(feed, { headers: known });
  return seen;
}

/** The same for callers who may not see it: without a key, and with one for everything else. */
async function seenByOutsiders() {
  return { nobody: await seenBy({}), caseworker: await seenBy(caseworker) };
}

describe('a letter under embargo', () => {
  it('is to outsiders, by every way in, as one that does not exist', async () => {
    const { databases, runs } = server;
    const letters = databases.reports.getRepository(Letter);
    const { leaseHolder, leaseUntil, ...row } = letter;
    await letters.delete({ id: letter.id });
    const absent = await seenByOutsiders();
    await letters.insert({ ...row, leaseHolder, leaseUntil });
    expect(absent.nobody.html).toContain('LETTER_NOT_FOUND');

    expect(await seenByOutsiders(), 'a draft').toEqual(absent);
    await runs.approveRun({ id: run, by: 'user approver', leaveOutFailed: false });
    expect(await seenByOutsiders(), 'approved').toEqual(absent);
    await runs.issueRun({ id: run, by: 'user approver' });
    expect(await seenByOutsiders(), 'issued').toEqual(absent);
    await runs.publishRun({ id: run, by: 'user approver', at: '2199-01-01T00:00:00.000Z' });
    expect(await seenByOutsiders(), 'with a moment that has not come').toEqual(absent);

    expect(await ask(graph['by identifier'](), reader)).toContain(letter.id);
    for (const query of Object.values(ofEntities)) {
      expect(await ask(query(), reader, subgraph.url)).toContain(letter.id);
    }
    expect(await look(`/letters/${year}/dartford.html`, { headers: reader })).toContain('Dartford');
  });

  it('is public from its moment on, whether anybody has recorded that or not', async () => {
    const at = new Date(Date.now() - 1).toISOString();
    const letters = server.databases.reports.getRepository(Letter);
    await letters.update({ id: letter.id }, { publishedAt: at });
    expect(await ask(graph['by identifier']())).toContain('"state\\":\\"PUBLISHED');
    const told = await look(`/letters/${year}/dartford.html`);
    expect(told).toContain('Dartford Borough Council');
    expect(told).toContain(letter.sha256 ?? 'no hash');
    for (const query of Object.values(ofEntities)) {
      expect(await ask(query(), {}, subgraph.url)).toContain(letter.id);
    }
    const known = { headers: { 'if-none-match': `"${letter.sha256}"` } };
    expect(await look(`/letters/${year}/dartford.html`, known)).toMatch(/^\[304,/);
    expect(await look('/councils/dartford')).toContain(`/letters/${year}/dartford`);
    expect(await look(feed)).toContain(`urn:redress:letter:${letter.id}`);
  });
});

describe('a kept letter', () => {
  it('is made again byte for byte from what it was made from', async () => {
    const contents = server.databases.reports.getRepository(LetterContent);
    const kept = await contents.findOneByOrFail({ letterId: letter.id });
    expect(await verifyLetter(server.engine, kept)).toEqual({ kind: 'same' });
    expect(await verifyLetter(server.engine, { ...kept, text: `${kept.text}.` })).toMatchObject({
      kind: 'damaged',
    });
  });
});
