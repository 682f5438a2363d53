import type { DataSource } from 'typeorm';
import { ImportError } from '../../src/database/imports/import-error.ts';
import { type ImportResult, importFile } from '../../src/database/imports/import-file.ts';
import type { ImportKindName } from '../../src/database/imports/import-kinds.ts';
import { openTestDatabase } from '../open-test-database.ts';

/** A migrated database, empty. Destroy it after the test. */
export const openMemoryDatabase = openTestDatabase;

/** Imports lines of CSV as a file named `test.csv`. */
export function importLines(
  dataSource: DataSource,
  kind: ImportKindName,
  ...lines: string[]
): Promise<ImportResult> {
  return importText(dataSource, kind, `${lines.join('\n')}\n`);
}

/** Imports a file named `test.csv` of this text or these bytes. */
export function importText(
  dataSource: DataSource,
  kind: ImportKindName,
  content: string | Uint8Array,
): Promise<ImportResult> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return importFile(dataSource, kind, { name: 'test.csv', stream: [bytes] });
}

/** What an import that is refused says, a line for each mistake. Fails when it is not refused. */
export async function refusal(result: Promise<ImportResult>): Promise<string[]> {
  const error = await result.then(
    () => new Error('it was not refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ImportError)) throw error;
  return error.message.split('\n').slice(1);
}

export const councilsHeader =
  'gss_code,slug,name,short_name,type,region,population,lat,lng,county_gss_code,start_date,end_date,replaced_by';
export const decisionsHeader =
  'reference,gss_code,received_on,decided_on,subject,category,subcategory,outcome,satisfactory_remedy,public_report,summary';
export const recommendationsHeader =
  'decision_reference,number,kind,remedy,text,due_on,settled_on,compliance';

/** Two councils: Anders, a county of 100,000, and Bex, a district of it with 50,000. */
export async function importTwoCouncils(dataSource: DataSource): Promise<void> {
  await importLines(
    dataSource,
    'councils',
    councilsHeader,
    'E10000001,anders,Anders County Council,Anders,COUNTY,South East,100000,51,0,,,,',
    'E07000002,bex,Bex District Council,Bex,DISTRICT,South East,50000,51.5,0.5,E10000001,,,',
  );
}

/** Every row of every table but the migrations', to see whether anything changed. */
export async function dumpTables(dataSource: DataSource): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {};
  for (const { tableName } of dataSource.entityMetadatas) {
    dump[tableName] = await dataSource.query(`SELECT * FROM ${tableName} ORDER BY 1, 2`);
  }
  return dump;
}
