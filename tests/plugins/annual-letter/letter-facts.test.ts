import { describe, expect, it } from 'vitest';
import { fixtures } from '../../../src/plugins/annual-letter/fixtures.ts';
import type { LetterData } from '../../../src/plugins/annual-letter/query.ts';
import { annualLetter } from '../../../src/plugins/annual-letter/report.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';
import { outlineHtml } from '../outline.ts';

const typical: LetterData = (() => {
  const fixture = fixtures.typical;
  if (fixture === undefined) throw new Error('The typical fixture is gone.');
  return fixture.data;
})();

/** A letter from changed data; its HTML as an outline and its text with line breaks as spaces. */
async function render(change: (data: LetterData) => LetterData) {
  const engine = createTestEngine([annualLetter]);
  const params = { council: 'marlow-vale', yearEnding: 2020 };
  const letter = await engine.renderData('annual-letter', params, change(structuredClone(typical)));
  return {
    letter,
    html: outlineHtml(letter.html).replaceAll('**', ''),
    text: letter.text.replace(/\s+/g, ' '),
  };
}

/** The same with some of the performance changed. */
const withFigures = (figures: object) =>
  render((data) => {
    if (data.council === null) throw new Error('The council is gone.');
    const performance = { ...data.council.performance, ...figures };
    return { ...data, council: { ...data.council, performance } };
  });

const withCouncil = (change: object) =>
  render((data) => {
    if (data.council === null) throw new Error('The council is gone.');
    return { ...data, council: { ...data.council, ...change } };
  });

const withEdition = (change: object) =>
  render((data) => {
    if (data.edition === null) throw new Error('The edition is gone.');
    return { ...data, edition: { ...data.edition, ...change } };
  });

describe('what the council agreed to change, and public reports', () => {
  it('names each with its complaint and what came of it, with links, in both parts', async () => {
    const { html, text, letter } = await render((data) => data);
    for (const part of [html, text]) {
      for (const fact of [
        'we recorded the outcome of 3 changes that the council had agreed to make',
        'Train the staff who deal with planning enforcement',
        'Done on time, 20 February 2020; complaint 19 007 429.',
        'Done late, 17 January 2020, after the agreed 13 December 2019; complaint 18 012 345.',
        'Not done; agreed for 5 July 2019; complaint 18 003 310.',
        'We issued 1 such report about the council in the year.',
        'Report on complaint 18 012 345',
        'https://reports.example.com/18-012-345',
        'Decided on 12 September 2019. A family waited ten months',
      ]) {
        expect(part).toContain(fact);
      }
    }
    expect(letter.publicData).toMatchObject({
      serviceImprovements: { totalCount: 3 },
      publicReports: [{ reference: '18 012 345' }],
    });
  });

  it('shows eight of more, cut at 240 characters, and says where the rest is', async () => {
    const { letter } = await render(() => fixtures['many-improvements']?.data ?? typical);
    expect(letter.text).toContain('The 8 that were due last are:');
    expect(letter.text).toMatch(
      /- and 19 more on our website\n {2}https:\/\/redress\.example\.org\/councils\/marlow-vale#service-improvements/,
    );
    expect(letter.text.match(/Review the policy/g)).toHaveLength(7);
    expect(letter.text).toContain('- Policy review\n');
    expect(letter.text).toMatch(/with the families…\n/);
    expect(letter.html).not.toContain('and tell us.');
  });

  it('says that there was nothing, or that nothing is known', async () => {
    const none = { publicReports: [], serviceImprovements: { totalCount: 0, nodes: [] } };
    const casework = await withCouncil(none);
    expect(casework.text).toContain(
      'No change to its services that the council had agreed to make',
    );
    expect(casework.text).toContain('We issued no report about the council');
    const published = await render(() => fixtures['published-figures-only']?.data ?? typical);
    expect(published.text).toContain('We hold no record of the changes to its services');
    expect(published.text).toContain('We hold no record of a report about the council');
  });

  it('links to the website where a report has no address that can be followed', async () => {
    for (const url of [null, 'javascript:alert(1)', 'https://[', '/reports/1']) {
      const report = { reference: '18 012 345', publishedOn: '2019-09-12', url, summary: null };
      const { letter } = await withCouncil({ publicReports: [report] });
      expect(letter.text).toMatch(
        /Report on complaint 18 012 345\n {2}https:\/\/redress\.example\.org\/councils\/marlow-vale#public-reports\n {2}Decided on/,
      );
    }
  });
});

describe('the annual letter', () => {
  it('carries every fact of its year in both parts', async () => {
    const { html, text, letter } = await render((data) => data);
    expect(letter.subject).toBe('Annual review letter 2020: Marlow Vale Borough Council');
    for (const part of [html, text]) {
      for (const fact of [
        'Office of the Example Ombudsman',
        '22 July 2020',
        'By email',
        'Ruth Hale',
        'Chief Executive',
        'Marlow Vale Borough Council',
        'Dear Ms Hale,',
        'Annual review letter 2020',
        'in a year like no other',
        'become public on 29 July 2020',
        'https://redress.example.org/councils/marlow-vale',
        '#decisions',
        '#public-reports',
        '#service-improvements',
        '#letters',
        'London, Bristol, Leeds and Birmingham',
        '178 delegates came, from 143 authorities',
        '118 courses in the year, 47 more than the year before',
        'more than 1,400 people',
        'more adult care providers than in any year before',
        'Alex Merriman',
        'Example Ombudsman',
        'Chair, Commission for Examples',
        'For the period ending 31/03/20',
        '37 of 54 = 69%',
        '25 of 25 = 100%',
        '5 of 37 = 14%',
        '1 April 2019 to 31 March 2020',
        '3.2; similar councils: 1.6',
        'The statistics and cases in this letter are sample data',
      ]) {
        expect(part).toContain(fact);
      }
    }
    expect(html).toContain('[bar 69%]');
    expect(html).toContain('[compare 45%]');
  });

  it.each([
    [
      { numerator: 37, denominator: 54, percent: 69 },
      'We completed 54 detailed investigations and upheld 37 of them: 69%. The rate is higher than the average of similar councils, which is 45%.',
    ],
    [
      { numerator: 1, denominator: 9, percent: 11 },
      'We completed 9 detailed investigations and upheld 1 of them: 11%. The rate is lower than the average of similar councils, which is 45%.',
    ],
    [
      { numerator: 9, denominator: 20, percent: 45 },
      'upheld 9 of them: 45%. The rate is the same as the average of similar councils.',
    ],
    [
      { numerator: 0, denominator: 4, percent: 0 },
      'We completed 4 detailed investigations and upheld none of them: 0%.',
    ],
    [
      { numerator: 2, denominator: 2, percent: 100 },
      'We completed 2 detailed investigations and upheld both of them: 100%.',
    ],
    [{ numerator: 3, denominator: 3, percent: 100 }, 'upheld all of them: 100%.'],
    [
      { numerator: 1, denominator: 1, percent: 100 },
      'We completed 1 detailed investigation and upheld the complaint: 100%.',
    ],
    [
      { numerator: 0, denominator: 1, percent: 0 },
      'We completed 1 detailed investigation and did not uphold the complaint: 0%.',
    ],
    [
      { numerator: 0, denominator: 0, percent: null },
      'We completed no detailed investigation about the council in the year, so there is no uphold rate. The average of similar councils is 45%.',
    ],
    [
      { numerator: null, denominator: 12, percent: 78 },
      'We completed 12 detailed investigations, of which we upheld 78%.',
    ],
    [
      { numerator: null, denominator: null, percent: 78 },
      'We upheld 78% of the complaints that we investigated. The number of investigations was not published.',
    ],
    [
      { numerator: null, denominator: null, percent: null },
      'The uphold rate for this year was not published.',
    ],
  ])('says of the uphold rate %j: %s', async (upheld, sentence) => {
    const { html, text } = await withFigures({ upheld });
    expect(html).toContain(sentence);
    expect(text).toContain(sentence);
  });

  it.each([
    [
      { numerator: 25, denominator: 25, percent: 100 },
      { onTime: 25, late: 0, notComplied: 0 },
      'We recorded the outcome of 25 cases. The council had done what it agreed in all of them: 100%. All of this was done on time.',
    ],
    [
      { numerator: 25, denominator: 25, percent: 100 },
      { onTime: 23, late: 2, notComplied: 0 },
      'in all of them: 100%. In 2 of them this was done late, after the date agreed.',
    ],
    [
      { numerator: 4, denominator: 5, percent: 80 },
      { onTime: 4, late: 0, notComplied: 1 },
      'in 4 of them: 80%. None of this was late.',
    ],
    [
      { numerator: 1, denominator: 1, percent: 100 },
      { onTime: 0, late: 1, notComplied: 0 },
      'the council had done what it agreed, which makes 100%. All of this was done late, after the date agreed.',
    ],
    [
      { numerator: 0, denominator: 1, percent: 0 },
      { onTime: 0, late: 0, notComplied: 1 },
      'the council had not done what it agreed, which makes 0%.',
    ],
    [
      { numerator: 0, denominator: 0, percent: null },
      { onTime: 0, late: 0, notComplied: 0 },
      'No recommendation came up for this check in the year, so there is no compliance rate.',
    ],
    [
      { numerator: null, denominator: 51, percent: 100 },
      { onTime: null, late: null, notComplied: null },
      'We recorded the outcome of 51 cases. The council had done what it agreed in 100% of them. How much of this was late was not published.',
    ],
    [
      { numerator: null, denominator: null, percent: 100 },
      { onTime: null, late: null, notComplied: null },
      'The council did what it had agreed in 100% of cases. The number of cases was not published. How much of this was late was not published.',
    ],
  ])('says of compliance %j with %j: %s', async (compliance, complianceCounts, sentence) => {
    const { html, text } = await withFigures({ compliance, complianceCounts });
    expect(html).toContain(sentence);
    expect(text).toContain(sentence);
  });

  it.each([
    [
      { numerator: 5, denominator: 37, percent: 14 },
      'Of the 37 complaints that we upheld, the council had already offered a satisfactory remedy in 5 of them: 14%.',
    ],
    [{ numerator: 0, denominator: 37, percent: 0 }, 'in none of them: 0%.'],
    [
      { numerator: 1, denominator: 1, percent: 100 },
      'We upheld 1 complaint, and the council had already offered a satisfactory remedy for it: 100%.',
    ],
    [
      { numerator: 0, denominator: 1, percent: 0 },
      'the council had not offered a satisfactory remedy for it: 0%.',
    ],
    [
      { numerator: 0, denominator: 0, percent: null },
      'We upheld no complaint in the year, so this rate cannot be worked out.',
    ],
    [
      { numerator: null, denominator: 53, percent: 8 },
      'That was so in 8% of the 53 complaints that we upheld.',
    ],
    [
      { numerator: null, denominator: null, percent: 8 },
      'That was so in 8% of the complaints that we upheld. The number of complaints was not published.',
    ],
  ])('says of satisfactory remedies %j: %s', async (satisfactoryRemedies, sentence) => {
    const { html, text } = await withFigures({ satisfactoryRemedies });
    expect(html).toContain(sentence);
    expect(text).toContain(sentence);
  });

  it('shows 0% as 0% and draws no bar for it', async () => {
    const { html } = await withFigures({ upheld: { numerator: 0, denominator: 4, percent: 0 } });
    expect(html).toContain('0 of 4 = 0%');
    expect(html).not.toContain('[bar 0%]');
  });

  it('says when no average was published', async () => {
    const { html, text } = await withFigures({ similar: null });
    const sentence = 'No average of similar councils was published for this year.';
    expect(html).toContain(sentence);
    expect(text).toContain(sentence);
  });

  it.each([
    [[['Ms Hale', 'Ruth Hale']], true, 'Dear Ms Hale,'],
    [
      [
        ['Ms Hale', 'Ruth Hale'],
        ['Mr Osei', 'Daniel Osei'],
      ],
      true,
      'Dear Ms Hale and Mr Osei,',
    ],
    [
      [
        ['Ms Hale', 'Ruth Hale'],
        ['Mr Osei', 'Daniel Osei'],
        ['Dr Lee', 'Ann Lee'],
      ],
      true,
      'Dear Ms Hale, Mr Osei and Dr Lee,',
    ],
    [
      [
        ['Ms Hale', 'Ruth Hale'],
        ['Mr Osei', 'Daniel Osei'],
      ],
      false,
      'Dear Ms Hale,',
    ],
    [[], true, 'Dear Chief Executive,'],
  ])('greets %j (joint: %j) with %j', async (people, joint, greeting) => {
    const officers = people.map(([salutation, name]) => ({ salutation, name, office: 'Officer' }));
    const { html, text } = await render((data) => {
      if (data.council === null || data.edition === null) throw new Error('The data is gone.');
      return Object.assign({}, data, {
        council: { ...data.council, officers },
        edition: { ...data.edition, joint },
      });
    });
    expect(html).toContain(greeting);
    expect(text).toContain(greeting);
    expect(html.includes('Daniel Osei')).toBe(joint && people.length > 1);
  });

  it('writes to offices alone where the graph names no people', async () => {
    const { text } = await withCouncil({ officers: null });
    expect(text).toContain(
      'By email The Chief Executive Marlow Vale Borough Council Dear Chief Executive,',
    );
  });

  it('signs with offices alone where the edition names nobody', async () => {
    const { text } = await withEdition({ signatoryName: null });
    expect(text).toContain('Yours sincerely, Example Ombudsman Chair, Commission for Examples');
  });

  it('tells of a successor only to a council that is gone when the letter is written', async () => {
    const successors = [{ name: 'Vales Council', startDate: '2020-04-01' }];
    const gone = await withCouncil({ endDate: '2020-03-31', successors });
    expect(gone.text).toContain(
      'Marlow Vale Borough Council was succeeded by Vales Council on 1 April 2020.',
    );
    const stays = await withCouncil({ endDate: '2023-03-31', successors });
    expect(stays.text).not.toContain('succeeded');
    const nobody = await withCouncil({ endDate: '2020-03-31', successors: [] });
    expect(nobody.text).toContain('Marlow Vale Borough Council ceased to exist on 31 March 2020.');
  });

  it.each([
    [{ change: -12 }, 'We held 118 courses in the year, 12 fewer than the year before,'],
    [{ change: 0 }, 'We held 118 courses in the year, as many as the year before,'],
    [{ change: null }, 'We held 118 courses in the year, and trained'],
    [
      { courses: 1, people: 1 },
      'We held 1 course in the year, 47 more than the year before, and trained 1 person.',
    ],
    [{ people: 1400 }, 'trained 1,400 people.'],
    [
      { seminarDelegates: 1, seminarAuthorities: 1, seminarPlaces: ['Leeds'] },
      'seminars in Leeds. 1 delegate came, from 1 authority.',
    ],
  ])('says of the year’s training %j: %s', async (change, sentence) => {
    const { html, text } = await render((data) => {
      if (data.trainingYear === null) throw new Error('The training is gone.');
      return { ...data, trainingYear: { ...data.trainingYear, ...change } };
    });
    expect(html).toContain(sentence);
    expect(text).toContain(sentence);
  });

  it('leaves out what there was none of', async () => {
    const { html, text } = await render((data) => ({ ...data, trainingYear: null }));
    expect(html).not.toContain('Learning together');
    expect(text).not.toContain('Learning together');
  });

  it('marks samples, and says when the statistics are none', async () => {
    const { html, text } = await withEdition({ sample: true });
    for (const part of [html, text]) {
      expect(part).toContain('sample data, made up');
      expect(part).toContain('Dates, events and training figures in this letter are samples too.');
    }
    const real = await withFigures({ sample: false });
    expect(real.html).not.toContain('Sample.');
    expect(real.text).not.toContain('SAMPLE');
  });

  it('repeats the note on a break year beside the statistics', async () => {
    const breakNote = 'This year cannot be set beside others.';
    const { html } = await withFigures({ breakNote });
    expect(html.split(breakNote)).toHaveLength(3);
  });

  it('names where published figures were printed', async () => {
    const { html, text } = await withFigures({
      source: 'PUBLISHED',
      sourceNote: 'Gazette, page 4',
    });
    for (const part of [html, text]) expect(part).toContain('Source: Gazette, page 4');
  });

  it('shows figures but no people beside the published letter', async () => {
    const { letter } = await render((data) => data);
    const shown = JSON.stringify(letter.publicData);
    expect(shown).toContain('"percent":69');
    expect(shown).not.toMatch(/Hale|Merriman|officers|example\.org/);
  });
});

describe('the annual letter, with nothing to say', () => {
  it.each([
    [
      { council: null },
      'there is no council "marlow-vale": expected a slug such as "dartford" or a GSS code such as "E07000107".',
    ],
    [
      { edition: null },
      'there is no edition of the letter for the year ending 2020, which gives its dates and signatory.',
    ],
  ])('says what is missing: %j', async (missing, reason) => {
    await expect(render((data) => ({ ...data, ...missing }))).rejects.toMatchObject({
      code: 'REPORT_NOTHING_FOUND',
      reason,
    });
  });

  it('does not write about a year of which nothing is known', async () => {
    await expect(withFigures({ source: 'NONE' })).rejects.toMatchObject({
      code: 'REPORT_NOTHING_FOUND',
      reason:
        'nothing is known of complaints about Marlow Vale Borough Council in the year ending 2020.',
    });
  });

  it('writes a whole letter from counts that are all zero', async () => {
    const nothing = { numerator: 0, denominator: 0, percent: null };
    const { html, letter } = await withFigures({
      received: 0,
      decided: 0,
      outcomes: [],
      subjects: [],
      upheld: nothing,
      compliance: nothing,
      complianceCounts: { onTime: 0, late: 0, notComplied: 0 },
      satisfactoryRemedies: nothing,
    });
    expect(html).toContain('Yours sincerely,');
    expect(letter.text).toContain('no rate');
  });
});

describe('the annual letter’s parameters', () => {
  it('take a slug or a GSS code', () => {
    expect(annualLetter.variables({ council: 'Dartford', yearEnding: 2020 })).toEqual({
      slug: 'dartford',
      yearEnding: 2020,
    });
    expect(annualLetter.variables({ council: 'e07000107', yearEnding: 2020 })).toEqual({
      code: 'E07000107',
      yearEnding: 2020,
    });
  });

  it.each([
    [
      { council: 'dart ford', yearEnding: 2020 },
      '"council": expected the slug of a council, such as "dartford", or its GSS code, but got "dart ford".',
    ],
    [
      { council: 'dartford', yearEnding: 'last' },
      '"yearEnding": expected a whole number: the year ending 31 March, such as 2020, but got "last".',
    ],
    [
      { council: 'dartford', yearEnding: 20 },
      '"yearEnding": expected a year from 1975 to 2100, but got 20.',
    ],
  ])('refuse %j', async (parameters, reason) => {
    const engine = createTestEngine([annualLetter]);
    await expect(engine.render('annual-letter', parameters)).rejects.toMatchObject({ reason });
  });
});
