import { describe, expect, it } from 'vitest';
import type { Ask } from '../../src/reports/ask.ts';
import { mjml } from '../../src/reports/index.ts';
import type { AnyReport } from '../../src/reports/report.ts';
import { ReportError } from '../../src/reports/report-error.ts';
import { councilCard } from './council-card.ts';
import { createTestEngine } from './create-test-engine.ts';

const answer: Ask = async ({ variables }) => ({
  data:
    variables.slug === 'kent'
      ? { council: { name: 'Kent', region: 'South East', officers: null } }
      : { council: null },
});

/** What a rendering rejects with. */
async function failure(rendering: Promise<unknown>): Promise<ReportError> {
  const error = await rendering.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReportError) return error;
  throw new Error('Expected a ReportError.', { cause: error });
}

/** The card with other code in its view. */
function withView(view: () => unknown): AnyReport {
  return Object.assign({}, councilCard, { view });
}

const letterView = {
  subject: 'S',
  preheader: 'P',
  body: mjml`<mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section>`,
};

describe('the report engine', () => {
  it('asks the graph with the report’s variables and gives the letter in all its parts', async () => {
    const questions: unknown[] = [];
    const engine = createTestEngine([councilCard], (question) => {
      questions.push([question.operationName, question.variables]);
      return answer(question);
    });
    const letter = await engine.render('council-card', { council: 'kent' });
    expect(questions).toEqual([['CouncilCard', { slug: 'kent' }]]);
    expect(letter).toMatchObject({
      name: 'council-card',
      title: 'Council card',
      parameters: { council: 'kent' },
      subject: 'Card of Kent',
      preheader: 'Where Kent is',
      letterDate: '2020-07-22',
      renderedAt: '2020-07-22T09:00:00.000Z',
      publicData: { region: 'South East' },
    });
    expect(letter.html).toContain('<html lang="en-GB"');
    expect(letter.html).toContain('<title>Card of Kent</title>');
    expect(letter.html).toContain('In South East, as of 22 July 2020.');
    expect(letter.html).toContain('href="https://redress.example.org/councils/kent"');
    expect(letter.mjml).toContain('<mj-text><h1>Kent</h1></mj-text>');
  });

  it('derives the text part from the HTML when the view gives none', async () => {
    const { text } = await createTestEngine([councilCard], answer).render('council-card', {
      council: 'kent',
    });
    expect(text).toBe(
      'Kent\n\nIn South East, as of 22 July 2020. Its page\n[https://redress.example.org/councils/kent]\n',
    );
  });

  it('takes the text of the view, without control characters and with one last newline', async () => {
    const report = withView(() => ({ ...letterView, text: () => 'a \x07b  \r\nc\n\n\n' }));
    const { text } = await createTestEngine([report]).renderFixture('council-card', 'kent');
    expect(text).toBe('a b\nc\n');
  });

  it('makes only the parts that are asked for', async () => {
    const engine = createTestEngine([councilCard], answer);
    const kent = { council: 'kent' };
    const html = await engine.render('council-card', kent, { parts: ['html'] });
    expect([html.html === '', html.text === '']).toEqual([false, true]);
    const text = await engine.render('council-card', kent, { parts: ['text'] });
    expect([text.html === '', text.text === '']).toEqual([true, false]);
  });

  it('gives the same bytes from the same data', async () => {
    const engine = createTestEngine([councilCard]);
    const [one, two] = [
      await engine.renderFixture('council-card', 'kent'),
      await engine.renderFixture('council-card', 'kent'),
    ];
    expect([two.html, two.text]).toEqual([one.html, one.text]);
    expect(engine.stats()).toMatchObject({ compiled: 1, filled: 1 });
  });

  it('puts the subject on one line and cuts a long preheader at a word', async () => {
    const report = withView(() => ({
      ...letterView,
      subject: 'One\r\nBcc: someone@example.org',
      preheader: `${'word '.repeat(30)}end`,
    }));
    const letter = await createTestEngine([report]).renderFixture('council-card', 'kent');
    expect(letter.subject).toBe('One Bcc: someone@example.org');
    expect(letter.preheader).toBe(`${'word '.repeat(17).trim()}…`);
    expect(letter.preheader.length).toBeLessThanOrEqual(90);
  });

  it('gives a batch its letters and its errors side by side, in order', async () => {
    const engine = createTestEngine([councilCard], answer);
    const results = await engine.renderMany('council-card', [
      { council: 'kent' },
      { council: 'atlantis' },
      { counsil: 'kent' },
      { council: 'kent' },
    ]);
    expect(
      results.map((result) => (result.ok ? result.rendered.subject : result.error.code)),
    ).toEqual([
      'Card of Kent',
      'REPORT_NOTHING_FOUND',
      'REPORT_PARAMETERS_INVALID',
      'Card of Kent',
    ]);
  });
});

describe('the report engine, misused or failing', () => {
  const render = (
    report: AnyReport,
    ask: Ask = answer,
    parameters: unknown = { council: 'kent' },
  ) => failure(createTestEngine([report], ask).render('council-card', parameters));

  it.each([
    ['kent', 'expected an object of parameters, but got "kent".'],
    [null, 'expected an object of parameters, but got null.'],
    [[], 'expected an object of parameters, but got [].'],
    [{}, '"council": expected string, but got nothing.'],
    [{ council: 7 }, '"council": expected string, but got 7.'],
    [{ council: 'kent', yearEnding: 'last' }, '"yearEnding": expected number, but got "last".'],
    [{ council: 'kent', year: 2020 }, '"year" is not a parameter; expected council, yearEnding.'],
    [
      { council: 1, year: 2020 },
      '"year" is not a parameter; expected council, yearEnding; "council": expected string, but got 1.',
    ],
  ])('says what was expected of the parameters %j', async (parameters, reason) => {
    const error = await render(councilCard, answer, parameters);
    expect(error).toMatchObject({
      code: 'REPORT_PARAMETERS_INVALID',
      statusCode: 400,
      stage: 'parameters',
      message: `[report:council-card] parameters: ${reason}`,
    });
  });

  it('gives what the view did not find as an expected outcome', async () => {
    expect(await render(councilCard, answer, { council: 'atlantis' })).toMatchObject({
      code: 'REPORT_NOTHING_FOUND',
      statusCode: 404,
      message: '[report:council-card] view: there is no council "atlantis".',
    });
  });

  it('fails as a whole when any part of the answer failed', async () => {
    const cause = [{ message: 'Down.', path: ['council', 'officers'] }];
    expect(await render(councilCard, async () => ({ data: {}, errors: cause }))).toMatchObject({
      code: 'REPORT_DATA_FAILED',
      statusCode: 502,
      cause,
      message:
        '[report:council-card] data: the graph answered with an error at council.officers: Down.',
    });
    expect(await render(councilCard, async () => ({ data: null }))).toMatchObject({
      message: '[report:council-card] data: the graph answered without data.',
    });
    expect(await render(councilCard, () => Promise.reject(new Error('Broken.')))).toMatchObject({
      message: '[report:council-card] data: the graph could not be asked.',
      cause: new Error('Broken.'),
    });
  });

  it('blames the parameters for what the graph does not accept of them', async () => {
    const errors = [
      { message: '"yearEnding" must be a year.', extensions: { code: 'BAD_USER_INPUT' } },
    ];
    expect(await render(councilCard, async () => ({ errors }))).toMatchObject({
      code: 'REPORT_PARAMETERS_INVALID',
      message: '[report:council-card] data: "yearEnding" must be a year.',
    });
  });

  it.each([
    [() => undefined, 'expected { subject, preheader, body }, but the view gave undefined.'],
    [() => null, 'expected { subject, preheader, body }, but the view gave null.'],
    [async () => letterView, 'expected a synchronous view, but it gave a promise.'],
    [
      () => ({ ...letterView, subject: ' ' }),
      'expected "subject" to be a line of text, but got " ".',
    ],
    [
      () => ({ ...letterView, preheader: 3 }),
      'expected "preheader" to be a line of text, but got 3.',
    ],
    [
      () => ({ ...letterView, body: '<mj-text />' }),
      'expected "body" to be mjml`…`, but got string.',
    ],
    [
      () => {
        throw new Error('Oh.');
      },
      'the view threw: Oh.',
    ],
  ])('says what was expected of a view: %#', async (view, reason) => {
    expect(await render(withView(view))).toMatchObject({
      code: 'REPORT_VIEW_FAILED',
      stage: 'view',
      message: `[report:council-card] view: ${reason}`,
    });
  });

  it('names MJML’s complaint about the markup', async () => {
    const body = mjml`<mj-section><mj-column><mj-text colour="red">x</mj-text></mj-column></mj-section>`;
    const error = await render(withView(() => ({ ...letterView, body })));
    expect(error).toMatchObject({ code: 'REPORT_MARKUP_INVALID', stage: 'html' });
    expect(error.message).toContain('Attribute colour is illegal');
  });

  it('tells a failing text from a failing view', async () => {
    const text = () => {
      throw new Error('No words.');
    };
    expect(await render(withView(() => ({ ...letterView, text })))).toMatchObject({
      code: 'REPORT_TEXT_FAILED',
      message: '[report:council-card] text: text() threw: No words.',
    });
  });

  it('names the fixtures there are', async () => {
    const engine = createTestEngine([councilCard]);
    expect(await failure(engine.renderFixture('council-card', 'essex'))).toMatchObject({
      message: '[report:council-card] find: expected one of the fixtures kent, but got "essex".',
    });
  });
});
