import type { QueryRunner } from 'typeorm';
import type { Runners } from '../databases.ts';
import { keyCondition, type SqlRow } from '../sql.ts';
import { TableWriter } from '../table-writer.ts';
import { type CaseworkFigures, casework, type PrintedFigures, printed } from './council-figure.ts';
import { CouncilYears } from './council-years.ts';

/**
 * Makes what the councils subgraph remembers of some council-years again: one row each, printed figures before
 * casework, no row where nothing is known. Each subgraph's tables are read by themselves and put together here, since
 * they may lie in different databases.
 */
export async function rebuildCouncilFigures(
  runners: Runners,
  councilYears: CouncilYears,
): Promise<void> {
  for (const { size, parameters } of councilYears.chunks()) {
    const condition = keyCondition(['gss_code', 'year_ending'], size);
    const rows = await readFigures(runners, condition, parameters);
    await runners.councils.query(`DELETE FROM council_figure WHERE ${condition}`, parameters);
    const writer = await TableWriter.open(runners.councils, councilFigureShape);
    await writer.write(rows);
  }
}

/** The council-years of one council for which figures are kept. */
export async function councilYearsOf(
  runner: QueryRunner,
  councilCodes: readonly string[],
): Promise<CouncilYears> {
  const councilYears = new CouncilYears();
  if (councilCodes.length === 0) return councilYears;
  const rows: { gss_code: string; year_ending: number }[] = await runner.query(
    `SELECT gss_code, year_ending FROM council_figure WHERE ${keyCondition(['gss_code'], councilCodes.length)}`,
    [...councilCodes],
  );
  for (const row of rows) councilYears.add(row.gss_code, row.year_ending);
  return councilYears;
}

const councilFigureShape = {
  table: 'council_figure',
  key: ['gss_code', 'year_ending'],
  columns: [
    'source',
    'received',
    'decided',
    'upheld',
    'upheld_rate',
    'compliance_rate',
    'satisfactory_remedy_rate',
    'upheld_per_100k',
  ],
};

interface Keyed {
  gss_code: string;
  year_ending: number;
}

async function readFigures(
  runners: Runners,
  condition: string,
  parameters: readonly (string | number)[],
): Promise<SqlRow[]> {
  const read = async <Row extends Keyed>(
    runner: QueryRunner,
    sql: string,
  ): Promise<Map<string, Row>> => {
    const rows: Row[] = await runner.query(sql, [...parameters]);
    return new Map(rows.map((row) => [`${row.gss_code}-${row.year_ending}`, row]));
  };
  const decisions = await read<Keyed & Omit<CaseworkFigures, 'complied' | 'outcomes'>>(
    runners.decisions,
    `SELECT gss_code, year_ending, SUM(received) AS received, SUM(decided) AS decided, SUM(upheld) AS upheld,
       SUM(not_upheld) AS "notUpheld", SUM(satisfactory_remedies) AS "satisfactoryRemedies"
     FROM decision_rollup WHERE ${condition} GROUP BY gss_code, year_ending`,
  );
  const compliance = await read<Keyed & Pick<CaseworkFigures, 'complied' | 'outcomes'>>(
    runners.recommendations,
    `SELECT gss_code, year_ending, SUM(on_time + late) AS complied, SUM(on_time + late + not_complied) AS outcomes
     FROM compliance_rollup WHERE ${condition} GROUP BY gss_code, year_ending`,
  );
  const published = await read<
    Keyed & Omit<PrintedFigures, 'complianceOutcomes' | 'compliancePercent'>
  >(
    runners.decisions,
    `SELECT gss_code, year_ending, received, decided, investigated, upheld, uphold_percent AS "upholdPercent",
       satisfactory_remedies AS "satisfactoryRemedies", satisfactory_remedy_percent AS "satisfactoryRemedyPercent",
       upheld_per_100k AS "upheldPer100k"
     FROM published_figure WHERE ${condition}`,
  );
  const publishedCompliance = await read<
    Keyed & { outcomes: number | null; percent: number | null }
  >(
    runners.recommendations,
    `SELECT gss_code, year_ending, outcomes, percent FROM published_compliance WHERE ${condition}`,
  );
  const populations = await readPopulations(runners.councils);

  const keys = new Set([...decisions.keys(), ...compliance.keys(), ...published.keys()]);
  return [...keys].map((key) => {
    const [code = '', year = ''] = key.split('-');
    const print = published.get(key);
    const printedOutcome = publishedCompliance.get(key);
    return {
      gss_code: code,
      year_ending: Number(year),
      ...(print
        ? printed({
            ...print,
            complianceOutcomes: printedOutcome?.outcomes ?? null,
            compliancePercent: printedOutcome?.percent ?? null,
          })
        : casework(decisions.get(key), compliance.get(key), populations.get(code) ?? null)),
    };
  });
}

async function readPopulations(runner: QueryRunner): Promise<Map<string, number | null>> {
  const rows: { gss_code: string; population: number | null }[] = await runner.query(
    'SELECT gss_code, population FROM council',
  );
  return new Map(rows.map((row) => [row.gss_code, row.population]));
}
