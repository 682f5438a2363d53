import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../open-test-database.ts';
import { importLines, importTwoCouncils, refusal } from '../memory-database.ts';

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openTestDatabase();
  await importTwoCouncils(dataSource);
});
afterEach(() => dataSource.destroy());

const importOfficers = (...rows: string[]) =>
  importLines(dataSource, 'officers', 'gss_code,name,salutation,office,email', ...rows);
const importCourses = (...rows: string[]) =>
  importLines(
    dataSource,
    'courses',
    'title,audience,sector,held_on,place,gss_code,provider,delegates',
    ...rows,
  );
const importSeminars = (...rows: string[]) =>
  importLines(dataSource, 'seminars', 'series,held_on,place,delegates,gss_codes', ...rows);

const hale = 'E07000002,Ruth Hale,Ms Hale,Chief Executive,ruth.hale@example.org';
const osei = 'E07000002,Kofi Osei,Mr Osei,Monitoring Officer,kofi.osei@example.org';

describe('the officers import', () => {
  it('keeps officers in the order of the file', async () => {
    await importOfficers(hale, osei);
    expect(await dataSource.query('SELECT id, position, salutation FROM officer')).toEqual([
      { id: 'E07000002-1', position: 1, salutation: 'Ms Hale' },
      { id: 'E07000002-2', position: 2, salutation: 'Mr Osei' },
    ]);
  });

  it('removes whom a council no longer names, and leaves other councils alone', async () => {
    await importOfficers(hale, osei);
    await importOfficers('E10000001,Ann Bo,Ms Bo,Chief Executive,ann.bo@example.org');
    expect(await importOfficers(hale)).toMatchObject({ same: 1, removed: 1 });
    expect(await dataSource.query('SELECT name FROM officer ORDER BY name')).toEqual([
      { name: 'Ann Bo' },
      { name: 'Ruth Hale' },
    ]);
  });

  it.each([
    'ruth.hale@example.org, kofi.osei@example.org',
    'Ruth Hale <ruth.hale@example.org>',
    'ruth.hale@example.org\nBcc: other@example.org',
    'ruth.hale',
  ])('refuses %j as an address', async (address) => {
    const row = hale.replace('ruth.hale@example.org', `"${address}"`);
    expect(await refusal(importOfficers(row))).toEqual([
      'line 2, email: expected one e-mail address such as name@example.org, but got something else, which is personal and not shown',
    ]);
  });
});

describe('the courses import', () => {
  const course =
    'Effective complaint handling,COUNCIL,Adult social care,2019-06-01,Bex,E07000002,,12';

  it('keeps one course for all the times it was held', async () => {
    await importCourses(course, course.replace('2019-06-01', '2020-04-01'));
    expect(await dataSource.query('SELECT * FROM course')).toEqual([
      {
        id: 'effective-complaint-handling-council-adult-social-care',
        title: 'Effective complaint handling',
        audience: 'COUNCIL',
        sector: 'Adult social care',
      },
    ]);
    expect(
      await dataSource.query('SELECT year_ending, people FROM course_delivery ORDER BY 1'),
    ).toEqual([
      { year_ending: 2020, people: 12 },
      { year_ending: 2021, people: 12 },
    ]);
  });

  it('replaces the number of delegates of the same delivery', async () => {
    await importCourses(course);
    expect(await importCourses(course.replace(',12', ',14'))).toMatchObject({ changed: 1 });
    expect(await dataSource.query('SELECT people FROM course_delivery')).toEqual([{ people: 14 }]);
  });

  it('refuses a council and a provider in one row', async () => {
    expect(
      await refusal(importCourses(course.replace('E07000002,', 'E07000002,A care home'))),
    ).toEqual([
      'line 2, provider: expected nothing, since gss_code names a council, but got A care home',
    ]);
  });

  it('refuses a council that is not known', async () => {
    expect(await refusal(importCourses(course.replace('E07000002', 'E07000099')))).toEqual([
      'line 2, gss_code: expected the code of a council that was imported before, but got "E07000099"',
    ]);
  });
});

describe('the seminars import', () => {
  const seminar = 'Link officer seminar,2019-10-08,Bristol,3,E07000002 E10000001';

  it('keeps which authorities came', async () => {
    await importSeminars(seminar);
    expect(await dataSource.query('SELECT id, year_ending, delegates FROM seminar')).toEqual([
      { id: 'link-officer-seminar-2019-10-08-bristol', year_ending: 2020, delegates: 3 },
    ]);
    expect(await dataSource.query('SELECT gss_code FROM seminar_attendance ORDER BY 1')).toEqual([
      { gss_code: 'E07000002' },
      { gss_code: 'E10000001' },
    ]);
  });

  it('replaces the authorities of a corrected row', async () => {
    await importSeminars(seminar);
    expect(await importSeminars(seminar)).toMatchObject({ same: 1 });
    expect(await importSeminars(seminar.replace(' E10000001', ''))).toMatchObject({ changed: 1 });
    expect(await dataSource.query('SELECT gss_code FROM seminar_attendance')).toEqual([
      { gss_code: 'E07000002' },
    ]);
  });

  it.each([
    [
      seminar.replace(',3,', ',1,'),
      'line 2, delegates: expected at least one for each authority (2), but got 1',
    ],
    [
      seminar.replace('E10000001', 'E07000002'),
      'line 2, gss_codes: expected ONS codes with spaces between them, each once, but got "E07000002 E07000002"',
    ],
    [
      seminar.replace('E10000001', 'E10000099'),
      'line 2, gss_codes: expected the codes of councils that were imported before, but got "E10000099"',
    ],
  ])('refuses %s', async (row, message) => {
    expect(await refusal(importSeminars(row))).toEqual([message]);
    expect(await dataSource.query('SELECT * FROM seminar')).toEqual([]);
  });
});
