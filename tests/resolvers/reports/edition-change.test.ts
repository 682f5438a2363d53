import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../ask-graph.ts';
import { alder, birch, openSmallDatabase } from '../small-database.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = openGraph(await openSmallDatabase());
});
afterAll(() => graph.close());

const edition = {
  senderName: 'Local Government and Social Care Ombudsman',
  senderAddress: ['PO Box 1', ' Coventry '],
  contactEmail: 'letters@example.org',
  joint: true,
  opening: ['We write in *another* summer.', '- one\n- [two](https://example.org)'],
  figuresNote: null,
  closing: ['Thank you.'],
  signatoryName: null,
  signatoryOffices: ['Ombudsman'],
  sample: false,
  notice: null,
};

const save = (
  yearEnding: number,
  changed: Record<string, unknown> = {},
  {
    basedOn = null,
    scopes = ['letters:publish', 'letters:read'] as const,
  }: {
    basedOn?: number | null;
    scopes?: readonly ('letters:publish' | 'letters:read' | 'letters:render' | 'casework:write')[];
  } = {},
) =>
  graph.ask(
    `mutation Save($yearEnding: Int!, $edition: EditionInput!, $basedOn: Int) {
      saveEdition(yearEnding: $yearEnding, edition: $edition, basedOn: $basedOn) {
        yearEnding letterDate senderAddress opening closing version
        changes { number by before after }
      } }`,
    {
      yearEnding,
      edition: {
        ...edition,
        letterDate: `${yearEnding}-07-22`,
        publicationDate: `${yearEnding}-07-29`,
        ...changed,
      },
      basedOn,
    },
    scopes,
  );

describe('saveEdition', () => {
  it('makes the edition of a new year, and records who made it and what it says', async () => {
    const { data, errors } = await save(2031);
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      saveEdition: {
        yearEnding: 2031,
        senderAddress: ['PO Box 1', 'Coventry'],
        opening: edition.opening,
        version: 1,
        changes: [
          { number: 1, by: 'key rk_test', before: null, after: { closing: ['Thank you.'] } },
        ],
      },
    });
    const read = await graph.ask(
      '{ edition(yearEnding: 2031) { letterDate version changes { at } } }',
      {},
      ['letters:read'],
    );
    expect(read.data).toMatchObject({ edition: { letterDate: '2031-07-22', version: 1 } });
    expect(JSON.stringify(read.data)).toMatch(/"at":"\d{4}-\d\d-\d\dT/);
  });

  it('changes it, keeps what it said before, and records nothing where nothing changed', async () => {
    await save(2032);
    await save(2032, { closing: ['Thank you all.'] });
    const { data } = await save(2032, { closing: [' Thank you all.\r\n'] });
    expect(data).toMatchObject({
      saveEdition: {
        version: 2,
        closing: ['Thank you all.'],
        changes: [
          { before: { closing: ['Thank you.'] }, after: { closing: ['Thank you all.'] } },
          { before: null },
        ],
      },
    });
  });

  it('saves nothing over a version that was not read', async () => {
    await save(2033, {}, { basedOn: 0 });
    await save(2033, { senderName: 'The first of two' }, { basedOn: 1 });
    const { data, errors } = await save(2033, { senderName: 'The second' }, { basedOn: 1 });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ code: 'WORDING_CHANGED' }]);
    expect(errors[0]?.message).toMatch(
      /^The edition of 2033 was changed by key rk_test at \S+Z, after you had read it\. Nothing was saved: read version 2/,
    );
    const read = await graph.ask('{ edition(yearEnding: 2033) { senderName } }', {}, ['admin']);
    expect(read.data).toEqual({ edition: { senderName: 'The first of two' } });
  });

  it('names every field that is wrong, with what was expected and what came', async () => {
    const { errors } = await save(2034, {
      letterDate: '2034-03-31',
      publicationDate: '2034-03-30',
      senderName: ' ',
      contactEmail: 'letters at example.org',
      opening: ['# Heading', 'An ![image](https://example.org/x.png).'],
      closing: [],
      signatoryOffices: ['Ombudsman\nand Chair'],
      notice: 'A bell \u0007 rings.',
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message.split(/(?<=\.) (?=")/)).toEqual([
      '"letterDate": expected a date after 2034-03-31, but got "2034-03-31".',
      '"publicationDate": expected 2034-03-31, the date of the letters, or later, but got "2034-03-30".',
      '"senderName": expected one line of 1 to 200 characters that can be printed, but got "".',
      '"contactEmail": expected one email address such as letters@example.org, but got "letters at example.org".',
      '"opening", line 1: expected paragraphs, emphasis, lists or links, but got a heading.',
      '"opening", line 3: expected paragraphs, emphasis, lists or links, but got an image.',
      '"closing": expected 1 to 20,000 characters, but got 0.',
      '"signatoryOffices", line 1: expected one line of 1 to 200 characters that can be printed, but got "Ombudsman\\nand Chair".',
      '"notice", line 1: expected 1 to 5,000 characters that can be printed, but got the character U+0007.',
    ]);
    const read = await graph.ask('{ edition(yearEnding: 2034) { yearEnding } }', {}, ['admin']);
    expect(read.data).toEqual({ edition: null });
  });

  it.each([
    ['a date that does not exist', { letterDate: '2034-02-30' }, /letterDate/],
    ['a field that editions do not have', { greeting: 'Hello' }, /greeting/],
    ['a text where there are paragraphs', { opening: 7 }, /opening/],
    ['a NUL', { opening: ['a\u0000b'] }, /"opening", line 1: .* U\+0000/],
    ['half of a pair', { senderName: 'a\ud800b' }, /senderName/],
    ['too much', { closing: ['x'.repeat(20_001)] }, /"closing": expected 1 to 20,000.* 20,001/],
    ['a script for an address', { opening: ['[x](javascript:alert(1))'] }, /"opening", line 1/],
    ['two addresses', { contactEmail: 'a@example.org, b@example.org' }, /contactEmail/],
  ])('refuses %s', async (_what, changed, message) => {
    const { errors } = await save(2035, changed);
    expect(errors[0]?.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toMatch(message);
  });

  it('refuses a year that is none', async () => {
    expect((await save(1066)).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringMatching(/^"yearEnding" must be/) },
    ]);
  });

  it('is as public as the letters of its year', async () => {
    await save(2036);
    const query = '{ edition(yearEnding: 2036) { closing } editions { yearEnding } }';
    const told = await graph.ask(query, {}, ['letters:read']);
    expect(told.data).toMatchObject({ edition: { closing: ['Thank you.'] } });
    expect(JSON.stringify(told.data)).toContain('2036');
    const kept = await graph.ask(query, {}, ['letters:render']);
    expect(kept.data).toMatchObject({ edition: null });
    expect(JSON.stringify(kept.data)).not.toContain('2036');
  });

  it.each([[[]], [['letters:read', 'letters:render', 'casework:write']]] as const)(
    'needs the scope letters:publish, and %j is none',
    async (scopes) => {
      expect((await save(2036, {}, { scopes })).errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    },
  );
});

describe('saveCouncilComment', () => {
  const saveComment = (council: string, text: string | null, basedOn: number | null = null) =>
    graph.ask(
      `mutation Save($council: ID!, $text: String, $basedOn: Int) {
        saveCouncilComment(council: $council, yearEnding: 2020, text: $text, basedOn: $basedOn) {
          text version council { name } changes { number by before after } } }`,
      { council, text, basedOn },
      ['letters:publish', 'letters:read'],
    );

  it('writes a comment, changes it and takes it out, and keeps what it said', async () => {
    await saveComment(birch, 'A *remark*.');
    await saveComment(birch.toLowerCase(), 'Another.');
    const { data, errors } = await saveComment(birch, '  ');
    expect(errors).toEqual([]);
    expect(data).toEqual({
      saveCouncilComment: {
        text: null,
        version: 3,
        council: { name: expect.stringContaining('Birch') },
        changes: [
          { number: 3, by: 'key rk_test', before: 'Another.', after: null },
          { number: 2, by: 'key rk_test', before: 'A *remark*.', after: 'Another.' },
          { number: 1, by: 'key rk_test', before: null, after: 'A *remark*.' },
        ],
      },
    });
    const list = await graph.ask(
      '{ councilComments(yearEnding: 2020) { text council { code } } councilComment(council: "E07000002", yearEnding: 2020) { text version } }',
      {},
      ['letters:read'],
    );
    expect(list.data).toEqual({
      councilComments: [{ text: 'A remark under embargo.', council: { code: alder } }],
      councilComment: { text: null, version: 3 },
    });
  });

  it('stands in the letter of its council and year', async () => {
    await saveComment(alder, 'Changed under embargo.');
    const { data } = await graph.ask(
      '{ council(slug: "alder") { letterComment(yearEnding: 2020) } }',
      {},
      ['letters:read'],
    );
    expect(data).toEqual({ council: { letterComment: 'Changed under embargo.' } });
  });

  it('saves nothing over a version that was not read', async () => {
    await saveComment('E06000001', 'The first.', 0);
    const { errors } = await saveComment('E06000001', 'The second.', 0);
    expect(errors).toMatchObject([{ code: 'WORDING_CHANGED' }]);
  });

  it('names what is wrong', async () => {
    expect((await saveComment(alder, 'Text\n\n> quoted')).errors[0]?.message).toBe(
      '"text", line 3: expected paragraphs, emphasis, lists or links, but got a quotation.',
    );
    expect((await saveComment('alder', 'Text')).errors[0]?.message).toBe(
      '"council" must be an ONS code such as E07000107, but got "alder".',
    );
  });

  it('is read and written by scope only', async () => {
    const mutation = `mutation { saveCouncilComment(council: "${alder}", yearEnding: 2020, text: "x") { text } }`;
    expect((await graph.ask(mutation, {}, ['letters:read'])).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
    const query = `{ councilComment(council: "${alder}", yearEnding: 2020) { text } councilComments(yearEnding: 2020) { text } }`;
    const { data, errors } = await graph.ask(query, {}, ['letters:render']);
    expect(JSON.stringify(data)).not.toContain('embargo');
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});
