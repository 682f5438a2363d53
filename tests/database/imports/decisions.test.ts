import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../open-test-database.ts';
import {
  decisionsHeader,
  importLines,
  importTwoCouncils,
  recommendationsHeader,
  refusal,
} from '../memory-database.ts';

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openTestDatabase();
  await importTwoCouncils(dataSource);
});
afterEach(() => dataSource.destroy());

const importDecisions = (...rows: string[]) =>
  importLines(dataSource, 'decisions', decisionsHeader, ...rows);

/** A row with some cells changed. */
function decision(cells: Partial<Record<string, string>> = {}): string {
  const row: Record<string, string> = {
    reference: '19 000 001',
    gss_code: 'E07000002',
    received_on: '2019-05-01',
    decided_on: '2019-09-01',
    subject: 'HOUSING',
    category: 'Housing',
    subcategory: 'Allocations',
    outcome: 'UPHELD',
    satisfactory_remedy: '',
    public_report: '',
    summary: '',
  };
  return decisionsHeader
    .split(',')
    .map((name) => cells[name] ?? row[name] ?? '')
    .join(',');
}

const rollups = () =>
  dataSource.query(
    `SELECT gss_code AS code, year_ending AS year, subject, received, decided, upheld, not_upheld AS "notUpheld"
     FROM decision_rollup ORDER BY 1, 2, 3`,
  );

describe('the decisions import', () => {
  it('keeps what a row says, with the year ending of its dates and the type of its council', async () => {
    await importDecisions(
      decision({
        reference: '19-000-001',
        received_on: '2019-03-31',
        decided_on: '2019-04-01',
        satisfactory_remedy: 'YES',
        public_report: 'https://example.org/reports/1',
        summary: 'A summary',
      }),
    );
    expect(await dataSource.query('SELECT * FROM decision')).toEqual([
      {
        reference: '19 000 001',
        gss_code: 'E07000002',
        council_type: 'DISTRICT',
        received_on: '2019-03-31',
        decided_on: '2019-04-01',
        received_year: 2019,
        decided_year: 2020,
        subject: 'HOUSING',
        category: 'Housing',
        subcategory: 'Allocations',
        outcome: 'UPHELD',
        satisfactory_remedy: 1,
        public_report: 1,
        public_report_url: 'https://example.org/reports/1',
        summary: 'A summary',
        sample: 0,
      },
    ]);
  });

  it('reads enum values in any case, with spaces or dashes', async () => {
    await importDecisions(
      decision({ subject: 'Planning and-development', outcome: 'not upheld' }),
      decision({ reference: '19 000 002', outcome: 'Closed-after-initial-enquiries' }),
    );
    expect(await dataSource.query('SELECT subject, outcome FROM decision ORDER BY 1')).toEqual([
      { subject: 'HOUSING', outcome: 'CLOSED_AFTER_INITIAL_ENQUIRIES' },
      { subject: 'PLANNING_AND_DEVELOPMENT', outcome: 'NOT_UPHELD' },
    ]);
  });

  it('counts an open case as received only', async () => {
    await importDecisions(decision({ decided_on: '', outcome: '' }));
    expect(await rollups()).toEqual([
      {
        code: 'E07000002',
        year: 2020,
        subject: 'HOUSING',
        received: 1,
        decided: 0,
        upheld: 0,
        notUpheld: 0,
      },
    ]);
  });

  it('counts a case that crosses years as received in one and decided in the next', async () => {
    await importDecisions(decision({ received_on: '2019-03-01' }));
    expect(await rollups()).toEqual([
      expect.objectContaining({ year: 2019, received: 1, decided: 0, upheld: 0 }),
      expect.objectContaining({ year: 2020, received: 0, decided: 1, upheld: 1 }),
    ]);
  });

  it('moves counts along when a row is corrected', async () => {
    await importDecisions(decision(), decision({ reference: '19 000 002' }));
    await importDecisions(
      decision({ gss_code: 'E10000001', subject: 'OTHER', outcome: 'NOT_UPHELD' }),
    );
    expect(await rollups()).toEqual([
      {
        code: 'E07000002',
        year: 2020,
        subject: 'HOUSING',
        received: 1,
        decided: 1,
        upheld: 1,
        notUpheld: 0,
      },
      {
        code: 'E10000001',
        year: 2020,
        subject: 'OTHER',
        received: 1,
        decided: 1,
        upheld: 0,
        notUpheld: 1,
      },
    ]);
    expect(
      await dataSource.query('SELECT gss_code, upheld, upheld_rate FROM council_figure ORDER BY 1'),
    ).toEqual([
      { gss_code: 'E07000002', upheld: 1, upheld_rate: 100 },
      { gss_code: 'E10000001', upheld: 0, upheld_rate: 0 },
    ]);
  });

  it('forgets a council-year of which nothing is left', async () => {
    await importDecisions(decision());
    await importDecisions(decision({ received_on: '2018-05-01', decided_on: '2018-09-01' }));
    expect(await dataSource.query('SELECT year_ending FROM council_figure')).toEqual([
      { year_ending: 2019 },
    ]);
  });

  it('averages a decision with the type its council had when it came in', async () => {
    await importDecisions(decision());
    await dataSource.query("UPDATE decision_council SET type = 'UNITARY'");
    await importDecisions(
      decision({ subcategory: 'Homelessness' }),
      decision({ reference: '19 000 002' }),
    );
    expect(
      await dataSource.query('SELECT council_type, upheld FROM decision_rollup ORDER BY 1'),
    ).toEqual([
      { council_type: 'DISTRICT', upheld: 1 },
      { council_type: 'UNITARY', upheld: 1 },
    ]);
  });

  it('takes recommendations along when a decision turns out to be about another council', async () => {
    await importDecisions(decision());
    await importLines(
      dataSource,
      'recommendations',
      recommendationsHeader,
      '19 000 001,1,PERSONAL_REMEDY,Apology,Say sorry,2019-10-01,2019-09-20,ON_TIME',
    );
    await importDecisions(decision({ gss_code: 'E10000001' }));
    expect(
      await dataSource.query('SELECT gss_code, council_type, on_time FROM compliance_rollup'),
    ).toEqual([{ gss_code: 'E10000001', council_type: 'COUNTY', on_time: 1 }]);
    expect(await dataSource.query('SELECT gss_code, compliance_rate FROM council_figure')).toEqual([
      { gss_code: 'E10000001', compliance_rate: 100 },
    ]);
  });

  it('marks rows as sample where the file says so', async () => {
    await importLines(
      dataSource,
      'decisions',
      `${decisionsHeader},sample`,
      `${decision()},true`,
      `${decision({ reference: '19 000 002' })},`,
    );
    expect(await dataSource.query('SELECT sample FROM decision ORDER BY reference')).toEqual([
      { sample: 1 },
      { sample: 0 },
    ]);
    expect(await dataSource.query('SELECT sample FROM decision_rollup')).toEqual([{ sample: 1 }]);
  });
});

describe('the decisions import misused', () => {
  it.each([
    [
      { decided_on: '2019-04-30' },
      'line 2, decided_on: expected a date on or after received_on (2019-05-01), but got 2019-04-30',
    ],
    [
      { decided_on: '' },
      'line 2, decided_on: expected a date, since there is an outcome, but got nothing',
    ],
    [
      { outcome: '' },
      'line 2, outcome: expected an outcome, since there is a date in decided_on, but got nothing',
    ],
    [
      { outcome: 'NOT_UPHELD', satisfactory_remedy: '1' },
      'line 2, satisfactory_remedy: expected false, since only an upheld complaint can have one, but got true',
    ],
    [
      { decided_on: '', outcome: '', public_report: 'true' },
      'line 2, public_report: expected false, since the case is not decided, but got true',
    ],
    [
      { public_report: 'http://example.org/report' },
      'line 2, public_report: expected true, false, yes, no, 1, 0, nothing or the https address of the report, but got "http://example.org/report"',
    ],
    [
      { satisfactory_remedy: 'maybe' },
      'line 2, satisfactory_remedy: expected true, false, yes, no, 1, 0 or nothing, but got "maybe"',
    ],
    [{ category: '' }, 'line 2, category: expected text of 1 to 80 characters, but got nothing'],
    [
      { category: 'x'.repeat(81) },
      `line 2, category: expected text of 1 to 80 characters, but got "${'x'.repeat(80)}…" (81 characters)`,
    ],
    [
      { summary: 'bell \u0007' },
      'line 2, summary: expected text of 1 to 20000 characters, or nothing, but got "bell \\u0007" (a control character)',
    ],
    [
      { received_on: '1919-05-01' },
      'line 2, received_on: expected a date such as 2019-04-01, but got "1919-05-01" (before April 1974 or after 2099)',
    ],
    [
      { gss_code: 'E07000099' },
      'line 2, gss_code: expected the code of a council that was imported before, but got "E07000099"',
    ],
  ])('refuses %j', async (cells, message) => {
    expect(await refusal(importDecisions(decision(cells)))).toEqual([message]);
    expect(await dataSource.query('SELECT * FROM decision')).toEqual([]);
  });

  it('refuses another outcome for a decision that has recommendations', async () => {
    await importDecisions(decision());
    await importLines(
      dataSource,
      'recommendations',
      recommendationsHeader,
      '19 000 001,1,PERSONAL_REMEDY,Apology,Say sorry,2019-10-01,,',
    );
    expect(await refusal(importDecisions(decision({ outcome: 'NOT_UPHELD' })))).toEqual([
      'line 2, outcome: expected UPHELD, since the decision has recommendations, but got NOT_UPHELD',
    ]);
  });
});
