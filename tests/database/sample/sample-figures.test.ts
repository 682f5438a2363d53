import { createReadStream } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsvRecords } from '../../../src/database/imports/csv-records.ts';
import { openSampleDatabase, type SampleDatabase } from '../../open-sample-database.ts';

let sample: SampleDatabase;
beforeAll(async () => {
  sample = await openSampleDatabase();
});
afterAll(() => sample.close());

/** The first row of an answer, as numbers. */
async function ask(sql: string, ...parameters: unknown[]): Promise<Record<string, number>> {
  const [row] = await sample.dataSource.query<Record<string, number>[]>(sql, parameters);
  return row ?? {};
}

async function readTable(name: string): Promise<Record<string, string>[]> {
  const records = [];
  for await (const portion of readCsvRecords(createReadStream(`data/${name}.csv`))) {
    records.push(...portion);
  }
  const [header, ...rows] = records.map(({ cells }) => cells);
  return rows.map((cells) =>
    Object.fromEntries((header ?? []).map((column, at) => [column, cells[at] ?? ''])),
  );
}

const national = `
  SELECT SUM(received) AS received, SUM(decided) AS decided, SUM(upheld) AS upheld,
    SUM(upheld + not_upheld) AS investigated, SUM(satisfactory_remedies) AS remedied
  FROM decision_rollup WHERE year_ending = ?`;
const compliance = `
  SELECT SUM(on_time + late) AS complied, SUM(late) AS late, SUM(on_time + late + not_complied) AS outcomes
  FROM compliance_rollup WHERE year_ending = ?`;

const share = (part: number | undefined, whole: number | undefined) =>
  ((part ?? Number.NaN) * 100) / (whole ?? Number.NaN);

describe('the sample dataset and the national figures that were printed', async () => {
  const printed = (await readTable('national-totals')).filter(
    (row) => Number(row.year_ending) <= 2020,
  );

  it.each(printed)('agree in the year ending $year_ending', async (row) => {
    const year = Number(row.year_ending);
    const counts = await ask(national, year);
    expect(counts.received).toBe(Number(row.received));
    if (row.investigated !== '') expect(counts.investigated).toBe(Number(row.investigated));
    if (row.upheld !== '') expect(counts.upheld).toBe(Number(row.upheld));
    expect(Math.round(share(counts.upheld, counts.investigated))).toBe(Number(row.uphold_pct));
    if (row.satisfactory_remedy_pct !== '') {
      expect(Math.round(share(counts.remedied, counts.upheld))).toBe(
        Number(row.satisfactory_remedy_pct),
      );
    }
    const made = await ask(
      `SELECT SUM(CASE WHEN kind = 'PERSONAL_REMEDY' THEN 1 ELSE 0 END) AS personal, SUM(CASE WHEN kind = 'SERVICE_IMPROVEMENT' THEN 1 ELSE 0 END) AS service, COUNT(*) AS every
       FROM recommendation JOIN decision ON reference = decision_reference WHERE decided_year = ?`,
      year,
    );
    if (row.personal_remedies !== '') expect(made.personal).toBe(Number(row.personal_remedies));
    if (row.service_improvements !== '') {
      expect(made.service).toBe(Number(row.service_improvements));
    }
    if (row.recommendations !== '') expect(made.every).toBe(Number(row.recommendations));
    if (row.public_reports !== '') {
      const reports = await ask(
        'SELECT COUNT(*) AS count FROM decision WHERE public_report AND decided_year = ?',
        year,
      );
      expect(reports.count).toBe(Number(row.public_reports));
    }
  });

  it.each([2017, 2018, 2019, 2020])('agree on compliance in the year ending %i', async (year) => {
    const counts = await ask(compliance, year);
    expect(share(counts.complied, counts.outcomes)).toBeGreaterThan(99.2);
    expect(share(counts.complied, counts.outcomes)).toBeLessThan(99.6);
    expect(share(counts.late, counts.outcomes)).toBeGreaterThan(7);
    expect(share(counts.late, counts.outcomes)).toBeLessThan(9);
    expect(counts.outcomes).toBeGreaterThan(1700);
  });

  it('meet the targets of 2020 by type', async () => {
    const rows: { type: string; upheld: number; investigated: number; remedied: number }[] =
      await sample.dataSource.query(
        `SELECT council_type AS type, SUM(upheld) AS upheld, SUM(upheld + not_upheld) AS investigated,
           SUM(satisfactory_remedies) AS remedied
         FROM decision_rollup WHERE year_ending = 2020 GROUP BY council_type ORDER BY 1`,
      );
    expect(
      rows.map((row) => [
        row.type,
        Math.round(share(row.upheld, row.investigated)),
        Math.round(share(row.remedied, row.upheld)),
      ]),
    ).toEqual([
      ['COUNTY', 66, 13],
      ['DISTRICT', 45, 14],
      ['LONDON_BOROUGH', 70, 14],
      ['METROPOLITAN', 67, 11],
      ['UNITARY', 60, 13],
    ]);
  });
});

describe('the sample dataset', () => {
  it('has casework for the 343 councils of 2020, in the years in which they existed', async () => {
    const rows: { year: number; councils: number }[] = await sample.dataSource.query(
      `SELECT year_ending AS year, COUNT(DISTINCT gss_code) AS councils FROM decision_rollup
       GROUP BY year_ending ORDER BY 1`,
    );
    expect(rows).toEqual([
      { year: 2016, councils: 338 },
      { year: 2017, councils: 338 },
      { year: 2018, councils: 338 },
      { year: 2019, councils: 338 },
      { year: 2020, councils: 343 },
    ]);
  });

  it('adds up to what was printed of a council-year within its years', async () => {
    const councilYear = `${national} AND gss_code = ?`;
    expect(await ask(councilYear, 2018, 'E08000025')).toMatchObject({
      received: 455,
      decided: 441,
      upheld: 43,
      investigated: 72,
    });
    expect(await ask(councilYear, 2020, 'E08000025')).toMatchObject({
      received: 561,
      upheld: 119,
      investigated: 153,
    });
    expect(await ask(councilYear, 2020, 'E07000033')).toMatchObject({
      received: 11,
      decided: 16,
      upheld: 1,
      investigated: 4,
    });
    expect(
      await ask(
        `SELECT received FROM decision_rollup
         WHERE gss_code = 'E08000025' AND year_ending = 2020 AND subject = 'ENVIRONMENTAL_SERVICES'`,
      ),
    ).toEqual({ received: 179 });
    const missed = await ask(
      "SELECT SUM(not_complied) AS count FROM compliance_rollup WHERE gss_code = 'E08000025' AND year_ending = 2020",
    );
    expect(missed.count).toBe(0);
  });

  it('has councils without investigations and councils with nothing due, as life has', async () => {
    const idle = await ask(
      `SELECT COUNT(*) AS count FROM council_figure WHERE year_ending = 2020 AND upheld_rate IS NULL`,
    );
    const nothingDue = await ask(
      `SELECT COUNT(*) AS count FROM council_figure
       WHERE year_ending = 2020 AND source = 'CASEWORK' AND compliance_rate IS NULL`,
    );
    const open = await ask('SELECT COUNT(*) AS count FROM decision WHERE decided_on IS NULL');
    expect(idle.count).toBeGreaterThan(0);
    expect(nothingDue.count).toBeGreaterThan(10);
    expect(open.count).toBeGreaterThan(2000);
  });

  it('gives councils only subjects that they deal with', async () => {
    const strange = await ask(
      `SELECT COUNT(*) AS count FROM decision WHERE council_type = 'DISTRICT'
       AND subject IN ('ADULT_CARE_SERVICES', 'EDUCATION_AND_CHILDRENS_SERVICES')`,
    );
    expect(strange.count).toBe(0);
    const mix = await ask(
      `SELECT AVG(CASE WHEN subject IN ('ADULT_CARE_SERVICES', 'EDUCATION_AND_CHILDRENS_SERVICES') THEN 1.0 ELSE 0.0 END) AS share
       FROM decision WHERE council_type = 'COUNTY'`,
    );
    expect(mix.share).toBeGreaterThan(0.6);
  });

  it('marks all of its casework as sample', async () => {
    for (const table of ['decision', 'recommendation', 'course_delivery', 'seminar']) {
      const others = await ask(`SELECT COUNT(*) AS count FROM ${table} WHERE NOT sample`);
      expect(others.count, table).toBe(0);
    }
  });

  it('writes summaries for the outcomes that are published, and no others', async () => {
    const rows: { outcome: string | null }[] = await sample.dataSource.query(
      'SELECT DISTINCT outcome FROM decision WHERE summary IS NOT NULL ORDER BY 1',
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      'CLOSED_AFTER_INITIAL_ENQUIRIES',
      'NOT_UPHELD',
      'UPHELD',
    ]);
  });
});

describe('the sample’s printed figures', async () => {
  const printed = await readTable('published-figures');

  it.each(printed)('are as printed for $gss_code in $year_ending', async (row) => {
    const [figure] = await sample.dataSource.query<Record<string, unknown>[]>(
      `SELECT figure.received, decided, investigated, not_upheld, upheld, uphold_percent AS uphold_pct,
         outcomes AS compliance_outcomes, percent AS compliance_pct, satisfactory_remedies,
         satisfactory_remedy_percent AS satisfactory_remedy_pct, upheld_per_100k,
         invalid_or_incomplete, advice_given, referred_back, closed_after_initial_enquiries, source_note AS source
       FROM published_figure AS figure JOIN published_compliance USING (gss_code, year_ending)
       WHERE gss_code = ? AND year_ending = ?`,
      [row.gss_code, Number(row.year_ending)],
    );
    for (const [column, value] of Object.entries(figure ?? {})) {
      expect(value === null ? '' : String(value), column).toBe(row[column]);
    }
    const letter = await ask(
      'SELECT sample FROM letter WHERE gss_code = ? AND year_ending = ?',
      row.gss_code,
      Number(row.year_ending),
    );
    expect(letter.sample).toBe(0);
  });
});

describe('the sample’s training', () => {
  it('is what the letters of July 2020 said', async () => {
    const courses = async (year: number, audience = '%') =>
      (
        await ask(
          `SELECT COUNT(*) AS count FROM course_delivery JOIN course ON course.id = course_id
           WHERE year_ending = ? AND audience LIKE ?`,
          year,
          audience,
        )
      ).count ?? Number.NaN;
    expect(await courses(2020)).toBe(118);
    expect(await courses(2019)).toBe(71);
    const earlier = [2016, 2017, 2018, 2019].map((year) => courses(year, 'CARE_PROVIDER'));
    expect(await courses(2020, 'CARE_PROVIDER')).toBeGreaterThan(
      Math.max(...(await Promise.all(earlier))),
    );
    const people = await ask(
      'SELECT SUM(people) AS count FROM course_delivery WHERE year_ending = 2020',
    );
    expect(people.count).toBeGreaterThan(1400);
    expect(people.count).toBeLessThan(1500);
  });

  it('has the four seminars of 2020 with 178 delegates from 143 authorities', async () => {
    const seminars: { place: string; delegates: number }[] = await sample.dataSource.query(
      "SELECT place, delegates FROM seminar WHERE year_ending = 2020 AND series = 'Link officer seminar'",
    );
    expect(seminars.map(({ place }) => place).toSorted()).toEqual([
      'Birmingham',
      'Bristol',
      'Leeds',
      'London',
    ]);
    expect(seminars.reduce((sum, { delegates }) => sum + delegates, 0)).toBe(178);
    const authorities = await ask(
      `SELECT COUNT(DISTINCT gss_code) AS count FROM seminar_attendance
       JOIN seminar ON seminar.id = seminar_id WHERE year_ending = 2020`,
    );
    expect(authorities.count).toBe(143);
  });
});

describe('the sample’s letters and officers', () => {
  it('has a published letter for every council-year with figures', async () => {
    const missing = await ask(
      `SELECT COUNT(*) AS count FROM council_figure AS figure WHERE NOT EXISTS (
         SELECT 1 FROM letter WHERE letter.gss_code = figure.gss_code
         AND letter.year_ending = figure.year_ending AND state = 'PUBLISHED' AND published_at IS NOT NULL)`,
    );
    expect(missing.count).toBe(0);
    const letters = await ask(
      'SELECT COUNT(*) AS count, COUNT(DISTINCT id) AS ids, MIN(LENGTH(id)) AS length FROM letter',
    );
    expect(letters).toEqual({ count: 1704, ids: 1704, length: 32 });
    expect(
      await sample.dataSource.query(
        "SELECT published_at, sample FROM letter WHERE gss_code = 'E07000107' AND year_ending = 2020",
      ),
    ).toEqual([{ published_at: '2020-07-29T00:00:00.000Z', sample: 1 }]);
  });

  it('has one or two officers for every council, two for Dartford, all at example.org', async () => {
    const counts = await ask(
      `SELECT COUNT(*) AS councils, MIN(officers) AS least, MAX(officers) AS most
       FROM (SELECT COUNT(*) AS officers FROM officer GROUP BY gss_code)`,
    );
    expect(counts).toEqual({ councils: 350, least: 1, most: 2 });
    const dartford = await ask(
      "SELECT COUNT(*) AS count FROM officer WHERE gss_code = 'E07000107'",
    );
    expect(dartford.count).toBe(2);
    const elsewhere = await ask(
      "SELECT COUNT(*) AS count FROM officer WHERE email NOT LIKE '%@example.org'",
    );
    expect(elsewhere.count).toBe(0);
  });
});
