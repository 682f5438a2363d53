import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunningSubgraph } from '../../src/composition/start-parts.ts';
import { startWorker } from '../../src/composition/start-worker.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { eachOnce } from '../../src/database/databases.ts';
import { exportKinds } from '../../src/database/exports/export-kinds.ts';
import { exportRows } from '../../src/database/exports/export-rows.ts';
import { observeStatements } from '../../src/database/observe-statements.ts';
import { verifyLetter } from '../../src/reports/runs/remake-letter.ts';
import { CouncilComment } from '../../src/schema/reports/council-comment.entity.ts';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { unpackBodies } from '../../src/schema/reports/letter-bodies.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';
import { testDatabaseType } from '../open-test-database.ts';
import { openServer, type TestServer } from './open-server.ts';
import { openSubgraph } from './open-subgraph.ts';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const code = 'E07000107';
const year = 2020;

let server: TestServer;
let subgraph: RunningSubgraph;
let run: string;
let letter: Letter;
let reader: { authorization: string };
let caseworker: { authorization: string };
/** What was asked of the databases, without the values. */
const statements: string[] = [];

beforeAll(async () => {
  const settings = parseSettings({});
  // The worker ends when it has rendered: what it asks by itself is nobody's way in.
  server = await openServer({ worker: { ...settings.worker, embedded: false } });
  const worker = await startWorker(server, settings, silent);
  // It may not publish, so that what would change a letter changes nothing.
  reader = await server.createKey('letters:read');
  caseworker = await server.createKey('casework:read', 'casework:write', 'letters:render');
  const by = 'user starter';
  const { runs, databases } = server;
  // Of the sample there is nothing: the letter of the run is the council's only one.
  await databases.reports.getRepository(Letter).delete({ councilCode: code, yearEnding: year });
  // What is said to this council alone is as secret as the letter that it stands in.
  await databases.reports
    .getRepository(CouncilComment)
    .save({ councilCode: code, yearEnding: year, text: 'The comment to Dartford.' });
  const filter = { codes: [code] };
  run = (await runs.startRun({ report: 'annual-letter', yearEnding: year, councils: filter, by }))
    .id;
  for (;;) {
    const standing = (await runs.standings([run])).get(run);
    if (standing?.rendered === 1) break;
    await runs.nextChange();
  }
  await worker.close();
  letter = await databases.reports.getRepository(Letter).findOneByOrFail({ runId: run });
  subgraph = await openSubgraph('reports', { databaseUrl: server.databaseUrl });
  for (const opened of [databases, subgraph.databases]) {
    for (const { thing } of eachOnce(opened)) {
      observeStatements(thing, (sql) => void statements.push(sql));
    }
  }
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
  'of a council that is searched for': () =>
    '{ councils(filter: { search: "dartf" }) { nodes { name letters { totalCount nodes { id } } } } }',
  'by the comment in it': () =>
    `{ council(code: "${code}") { letterComment(yearEnding: ${year}) } }`,
  'rendered again': () => `mutation { renderLetterAgain(id: "${letter.id}") { id } }`,
  corrected: () => `mutation { correctLetter(id: "${letter.id}", reason: "A test") { id } }`,
};
const feed = '/feeds/letters.atom';
/** Pages of the site and open data that speak of letters. */
const pages = [
  '/letters',
  `/letters?year=${year}`,
  '/councils/dartford',
  `/councils/dartford?year=${year}`,
  `/review/${year}`,
  // Searches.
  '/letters?q=dartf',
  `/letters?q=dartf&year=${year}`,
  '/councils?q=dartf',
  '/decisions?q=dartford',
  '/councils/names.json',
  // Exports.
  '/councils/dartford.csv',
  // With the hash of each yearly table.
  `/data/${year}/datapackage.json`,
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
  const shown = ['etag', 'cache-control', 'content-type', 'vary'].map((name) => headers.get(name));
  return JSON.stringify([status, shown, await response.text()]);
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

/** What one way in tells, and what was asked of the databases for it. */
interface Seen {
  told: string;
  asked: string[];
}

/** When everybody looks: what pages read once a minute is then read before the first look alone, however long looking takes. */
const lookedAt = Date.now();

/** What a caller is told by every way in, unless said otherwise with no answer kept from before. */
async function seenBy(
  caller: Record<string, string>,
  options?: { readonly afresh: boolean },
): Promise<Record<string, Seen>> {
  vi.useFakeTimers({ toFake: ['Date'], now: lookedAt });
  try {
    return await seenNow(caller, options);
  } finally {
    vi.useRealTimers();
  }
}

async function seenNow(
  caller: Record<string, string>,
  { afresh = true } = {},
): Promise<Record<string, Seen>> {
  if (afresh) server.forgetAnswers();
  const seen: Record<string, Seen> = {};
  const see = async (name: string, lookUp: () => Promise<string>) => {
    statements.length = 0;
    const told = await lookUp();
    // What is asked side by side comes in no order, and on PostgreSQL, where statements run at once, what two parts of a page
    // ask for is one statement or two, as it happens.
    const asked = testDatabaseType === 'postgres' ? [...new Set(statements)] : statements;
    seen[name] = { told, asked: asked.toSorted() };
  };
  for (const [name, query] of Object.entries(graph)) {
    await see(name, () => ask(query(), caller));
    await see(`${name}, on the subgraph's own port`, () => ask(query(), caller, subgraph.url));
  }
  for (const [name, query] of Object.entries(ofEntities)) {
    await see(name, () => ask(query(), caller, subgraph.url));
  }
  // Who has its hash, as somebody does who was sent it, must not be told that it is there.
  const known = { ...caller, 'if-none-match': `"${letter.sha256}"` };
  for (const file of files) {
    const path = `/letters/${year}/dartford.${file}`;
    await see(file, () => look(path, { headers: caller }));
    await see(`${file}, known`, () => look(path, { headers: known }));
  }
  for (const page of pages) await see(page, () => look(page, { headers: caller }));
  await see('feed', () => look(feed, { headers: caller }));
  await see('feed, known', () => look(feed, { headers: known }));
  return seen;
}

/** The same for callers who may not see it: without a key, and with one for everything else. */
async function seenByOutsiders() {
  return { nobody: await seenBy({}), caseworker: await seenBy(caseworker) };
}

const told = (seen: Record<string, Seen>) => mapValues(seen, (one) => one.told);
const asked = (seen: Record<string, Seen>) => mapValues(seen, (one) => one.asked);

function mapValues<From, To>(values: Record<string, From>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}

/** What nobody in particular is told when somebody who may see it has just looked everywhere. */
async function toldAfterReader() {
  await seenBy(reader);
  return told(await seenBy({}, { afresh: false }));
}

/** Does something with the letter gone, and puts it back as it was. */
async function withoutLetter<T>(work: () => Promise<T>): Promise<T> {
  const letters = server.databases.reports.getRepository(Letter);
  const row = await letters.findOneByOrFail({ id: letter.id });
  await letters.delete({ id: letter.id });
  const result = await work();
  await letters.insert(row);
  return result;
}

/** Each step of a run that is not public yet. */
const steps = {
  'a draft': async () => {},
  approved: async () => {
    await server.runs.approveRun({ id: run, by: 'user approver', leaveOutFailed: false });
  },
  issued: async () => {
    await server.runs.issueRun({ id: run, by: 'user approver' });
  },
  'with a moment that has not come': async () => {
    const at = '2199-01-01T00:00:00.000Z';
    await server.runs.publishRun({ id: run, by: 'user approver', at });
  },
};

describe('a letter under embargo', () => {
  let absent: Awaited<ReturnType<typeof seenByOutsiders>>;
  beforeAll(async () => {
    // What is read once in a process is read now.
    await seenBy({});
    absent = await withoutLetter(seenByOutsiders);
  });

  it('is looked for by one statement where its address is known', () => {
    expect(absent.nobody.html?.told).toContain('LETTER_NOT_FOUND');
    expect(absent.nobody.html?.asked).toHaveLength(1);
  });

  it.each(Object.keys(steps) as (keyof typeof steps)[])(
    'is to outsiders, by every way in, as one that does not exist, in words and in what is asked of databases: %s',
    async (step) => {
      await steps[step]();
      const seen = await seenByOutsiders();
      // Approval freezes the figures of the year, which are read by other statements from then on, letter or no letter.
      const gone = step === 'a draft' ? absent : await withoutLetter(seenByOutsiders);
      for (const who of ['nobody', 'caseworker'] as const) {
        expect(told(seen[who])).toEqual(told(absent[who]));
        expect(asked(seen[who])).toEqual(asked(gone[who]));
      }
      expect(await toldAfterReader()).toEqual(told(absent.nobody));
    },
  );

  it('is shown to who may see it, by the same ways in', async () => {
    expect(await ask(graph['by identifier'](), reader)).toContain(letter.id);
    expect(await ask(graph['by the comment in it'](), reader)).toContain('comment to Dartford');
    for (const query of Object.values(ofEntities)) {
      expect(await ask(query(), reader, subgraph.url)).toContain(letter.id);
    }
    expect(await look(`/letters/${year}/dartford.html`, { headers: reader })).toContain('Dartford');
  });

  it('is in no table that is exported: none is asked that has to do with letters', async () => {
    statements.length = 0;
    for (const definition of Object.values(exportKinds)) {
      const pages = exportRows(server.databases, definition);
      const { done } = await pages.next();
      expect(done).toBe(false);
      await pages.return(undefined);
    }
    const read = statements.flatMap((sql) => [...sql.matchAll(/\b(?:FROM|JOIN) "?(\w+)/gi)]);
    const tables = new Set(read.map(([, table]) => table));
    expect(tables).toContain('council');
    for (const { tableName } of server.databases.reports.entityMetadatas) {
      if (/^(letter|run|delivery|council_comment|frozen)/.test(tableName)) {
        expect(tables).not.toContain(tableName);
      }
    }
  });

  it('is public from its moment on, whether anybody has recorded that or not', async () => {
    const at = new Date(Date.now() - 1).toISOString();
    const letters = server.databases.reports.getRepository(Letter);
    await letters.update({ id: letter.id }, { publishedAt: at });
    expect(await ask(graph['by identifier']())).toContain('"state\\":\\"PUBLISHED');
    const page = await look(`/letters/${year}/dartford.html`);
    expect(page).toContain('Dartford Borough Council');
    expect(page).toContain(letter.sha256 ?? 'no hash');
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
    const content = await contents.findOneByOrFail({ letterId: letter.id });
    const kept = { ...content, ...unpackBodies(content.bodies) };
    expect(await verifyLetter(server.engine, kept)).toEqual({ kind: 'same' });
    expect(await verifyLetter(server.engine, { ...kept, text: `${kept.text}.` })).toMatchObject({
      kind: 'damaged',
    });
  });
});
