import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readEditions } from '../../../src/database/editions/read-editions.ts';
import { writeEditions } from '../../../src/database/editions/write-editions.ts';
import { importFile } from '../../../src/database/imports/import-file.ts';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { inWriteTransaction } from '../../../src/database/write-transaction.ts';
import { createApiKey } from '../../../src/resolvers/access/api-key.repository.ts';

/** What there is for a season. */
export interface SmallOffice {
  /** The councils that letters go to. */
  readonly codes: readonly string[];
  /** Keys of two people. */
  readonly starter: string;
  readonly approver: string;
}

/** The year that its letters are about. */
export const yearEnding = 2020;

/**
 * Fills an empty database with what a season needs: all councils, of which so many have a decision in the year and two
 * officers to write to each, and the year's edition.
 */
export async function fillSmallOffice(url: string, councils: number): Promise<SmallOffice> {
  const database = await openDatabase({ url });
  try {
    await migrateDatabase(database);
    const file = 'data/councils.csv';
    await importFile(database, 'councils', { name: file, stream: createReadStream(file) });
    const codes = (await readFile(file, 'utf8'))
      .split('\n')
      .filter((line) => /^E(0[6-9]|10)/.test(line) && line.endsWith(',,,'))
      .slice(0, councils)
      .map((line) => line.slice(0, 9));
    if (codes.length < councils) {
      throw new Error(`expected ${councils} councils, but ${file} has ${codes.length} of today.`);
    }
    const take = (kind: 'officers' | 'decisions', header: string, rows: readonly string[]) =>
      importFile(database, kind, {
        name: `${kind}.csv`,
        stream: [Buffer.from([header, ...rows, ''].join('\n'))],
      });
    await take(
      'officers',
      'gss_code,name,salutation,office,email',
      codes.flatMap((code) =>
        ['chief', 'legal'].map(
          (office) => `${code},The ${office},${office},${office},${office}.${code}@example.org`,
        ),
      ),
    );
    await take(
      'decisions',
      'reference,gss_code,received_on,decided_on,subject,category,subcategory,outcome,satisfactory_remedy,public_report,summary',
      codes.map(
        (code, at) =>
          `19 000 ${String(at + 1).padStart(3, '0')},${code},2019-05-01,2019-09-01,HOUSING,Housing,Allocations,${at % 2 === 0 ? 'UPHELD' : 'NOT_UPHELD'},no,no,About a house`,
      ),
    );
    const editions = await readEditions('data/editions');
    await inWriteTransaction(database, ({ reports }) => writeEditions(reports, editions));
    const makeKey = async (name: string) =>
      (
        await createApiKey(
          database,
          name,
          ['letters:publish', 'letters:read'],
          new Date().toISOString(),
        )
      ).key;
    return { codes, starter: await makeKey('starter'), approver: await makeKey('approver') };
  } finally {
    await database.destroy();
  }
}
