import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../open-test-database.ts';
import {
  decisionsHeader,
  dumpTables,
  importLines,
  importTwoCouncils,
  recommendationsHeader,
  refusal,
} from '../memory-database.ts';

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openTestDatabase();
  await importTwoCouncils(dataSource);
  await importLines(
    dataSource,
    'decisions',
    decisionsHeader,
    '19 000 001,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,',
    '19 000 002,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,NOT_UPHELD,no,no,',
  );
});
afterEach(() => dataSource.destroy());

const importRecommendations = (...rows: string[]) =>
  importLines(dataSource, 'recommendations', recommendationsHeader, ...rows);

/** A recommendation of 19 000 001, due on 1 October 2019. */
const recommendation = (number: number, settledOn = '', compliance = '') =>
  `19 000 001,${number},SERVICE_IMPROVEMENT,Staff training,Train them,2019-10-01,${settledOn},${compliance}`;

const outcome = () =>
  dataSource.query(
    'SELECT settled_on AS "settledOn", year_ending AS year, outcome FROM compliance_outcome',
  );
const counts = () =>
  dataSource.query(
    'SELECT year_ending AS year, on_time AS "onTime", late, not_complied AS "notComplied" FROM compliance_rollup',
  );

describe('the recommendations import', () => {
  it('waits for all recommendations of a decision before it counts an outcome', async () => {
    await importRecommendations(recommendation(1, '2019-09-20', 'ON_TIME'), recommendation(2));
    expect(await outcome()).toEqual([]);
    expect(await counts()).toEqual([]);
    await importRecommendations(recommendation(2, '2019-09-30', 'ON_TIME'));
    expect(await outcome()).toEqual([{ settledOn: '2019-09-30', year: 2020, outcome: 'ON_TIME' }]);
  });

  it.each([
    [['ON_TIME', 'ON_TIME'], 'ON_TIME'],
    [['ON_TIME', 'LATE'], 'LATE'],
    [['NOT_COMPLIED', 'LATE'], 'NOT_COMPLIED'],
    [['ON_TIME', 'NOT_COMPLIED'], 'NOT_COMPLIED'],
  ])('settles %j together as %s, dated by the last', async (compliances, together) => {
    const days: Record<string, string> = {
      ON_TIME: '2019-09-20',
      LATE: '2019-10-20',
      NOT_COMPLIED: '2020-04-02',
    };
    await importRecommendations(
      ...compliances.map((compliance, at) =>
        recommendation(at + 1, days[compliance] ?? '', compliance),
      ),
    );
    const settledOn = days[together] ?? '';
    const year = settledOn < '2020-04-01' ? 2020 : 2021;
    expect(await outcome()).toEqual([{ settledOn, year, outcome: together }]);
    expect(await counts()).toEqual([
      {
        year,
        onTime: together === 'ON_TIME' ? 1 : 0,
        late: together === 'LATE' ? 1 : 0,
        notComplied: together === 'NOT_COMPLIED' ? 1 : 0,
      },
    ]);
  });

  it('moves an outcome to another year when its date is corrected', async () => {
    await importRecommendations(recommendation(1, '2020-03-31', 'LATE'));
    await importRecommendations(recommendation(1, '2020-04-01', 'LATE'));
    expect(await counts()).toEqual([{ year: 2021, onTime: 0, late: 1, notComplied: 0 }]);
    expect(
      await dataSource.query(
        'SELECT year_ending AS year, compliance_rate AS rate FROM council_figure ORDER BY 1',
      ),
    ).toEqual([
      { year: 2020, rate: null },
      { year: 2021, rate: 100 },
    ]);
  });

  it('takes an outcome back when a recommendation is open again', async () => {
    await importRecommendations(recommendation(1, '2019-09-20', 'ON_TIME'));
    await importRecommendations(recommendation(1));
    expect(await outcome()).toEqual([]);
    expect(await counts()).toEqual([]);
  });

  it('changes nothing when the same file comes again', async () => {
    const rows = [recommendation(1, '2019-09-20', 'ON_TIME'), recommendation(2)];
    await importRecommendations(...rows);
    const before = await dumpTables(dataSource);
    expect(await importRecommendations(...rows)).toMatchObject({ created: 0, changed: 0, same: 2 });
    expect(await dumpTables(dataSource)).toEqual(before);
  });
});

describe('the recommendations import misused', () => {
  it.each([
    [
      'a decision that is not there',
      recommendation(1).replace('19 000 001', '19 000 009'),
      'line 2, decision_reference: expected the reference of an upheld decision that was imported before, but got "19 000 009"',
    ],
    [
      'a decision that was not upheld',
      recommendation(1).replace('19 000 001', '19 000 002'),
      'line 2, decision_reference: expected the reference of an upheld decision that was imported before, but got "19 000 002"',
    ],
    [
      'a due date before the decision',
      recommendation(1).replace('2019-10-01', '2019-08-31'),
      'line 2, due_on: expected a date on or after the decision (2019-09-01), but got 2019-08-31',
    ],
    [
      'a settlement before the decision',
      recommendation(1, '2019-08-31', 'ON_TIME'),
      'line 2, settled_on: expected a date on or after the decision (2019-09-01), but got 2019-08-31',
    ],
    [
      'a date without compliance',
      recommendation(1, '2019-09-20'),
      'line 2, compliance: expected how it was settled, since there is a date in settled_on, but got nothing',
    ],
    [
      'compliance without a date',
      recommendation(1, '', 'LATE'),
      'line 2, settled_on: expected a date, since compliance is given, but got nothing',
    ],
    [
      'on time after the due date',
      recommendation(1, '2019-10-02', 'ON_TIME'),
      'line 2, compliance: expected LATE or NOT_COMPLIED, since it was settled after 2019-10-01, but got ON_TIME',
    ],
    [
      'late by the due date',
      recommendation(1, '2019-10-01', 'LATE'),
      'line 2, compliance: expected ON_TIME, since it was settled by 2019-10-01, but got LATE',
    ],
    [
      'number 0',
      recommendation(0),
      'line 2, number: expected a whole number from 1 to 99, but got "0"',
    ],
  ])('refuses %s', async (_what, row, message) => {
    expect(await refusal(importRecommendations(row))).toEqual([message]);
    expect(await dataSource.query('SELECT * FROM recommendation')).toEqual([]);
  });

  it('refuses the same number of a decision twice', async () => {
    expect(await refusal(importRecommendations(recommendation(1), recommendation(1)))).toEqual([
      'line 3, number: expected each row once, but got "19 000 001 number 1" again, first on line 2',
    ]);
  });
});
