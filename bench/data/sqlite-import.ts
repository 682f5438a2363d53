/**
 * What the sqlite3 shell is given to do as much as we: the file into a table with its columns and primary key, in one
 * transaction, and then the indexes of our table. Years, which the file does not have, are taken out of its dates.
 *
 * @param indexes The statements that make our indexes.
 */
export function sqliteImportScript(file: string, indexes: readonly string[]): string {
  const columns =
    'gss_code, received_on, decided_on, subject, category, subcategory, outcome, satisfactory_remedy, public_report, summary, sample';
  return [
    '.bail on',
    'PRAGMA journal_mode = WAL;',
    'PRAGMA synchronous = FULL;',
    'PRAGMA cache_size = -65536;',
    `CREATE TABLE decision (reference varchar(12) PRIMARY KEY NOT NULL, ${columns});`,
    'BEGIN;',
    `.import --csv --skip 1 "${file}" decision`,
    ...indexes.map((statement) => `${takeYears(statement)};`),
    'COMMIT;',
    '',
  ].join('\n');
}

function takeYears(statement: string): string {
  return statement.replaceAll(
    /"(received|decided)_year"(?=[,)\s])/g,
    'CAST(substr($1_on, 1, 4) AS INTEGER)',
  );
}
