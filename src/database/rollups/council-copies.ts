import type { DataSource } from 'typeorm';
import {
  asDatabases,
  type Databases,
  forEachOwner,
  type Runners,
  type TableOwner,
} from '../databases.ts';
import type { SqlRow } from '../sql.ts';
import { TableWriter } from '../table-writer.ts';
import { inWriteTransaction } from '../write-transaction.ts';

/** What a subgraph remembers of councils, so that it need not ask another subgraph's tables. */
export interface CouncilCopy {
  owner: TableOwner;
  /** The table, whose columns are named as those of the councils themselves. */
  shape: { table: string; key: readonly string[]; columns: readonly string[] };
}

/** Every table that remembers councils. */
export const councilCopies: readonly CouncilCopy[] = [
  {
    owner: 'decisions',
    shape: {
      table: 'decision_council',
      key: ['gss_code'],
      columns: ['type', 'population', 'region', 'start_date', 'end_date'],
    },
  },
  {
    owner: 'recommendations',
    shape: { table: 'recommendation_council', key: ['gss_code'], columns: ['region'] },
  },
];

/** Writes what a copy has of some councils, in the caller's transaction. */
export async function writeCopy(
  runners: Runners,
  { owner, shape }: CouncilCopy,
  councils: readonly SqlRow[],
): Promise<void> {
  const writer = await TableWriter.open(runners[owner], shape);
  const columns = [...shape.key, ...shape.columns];
  await writer.write(
    councils.map((council) =>
      Object.fromEntries(columns.map((column) => [column, council[column] ?? null])),
    ),
  );
}

/** Fills a copy that is empty with all councils, in the caller's transaction. */
export async function refillCopy(runners: Runners, copy: CouncilCopy): Promise<void> {
  await writeCopy(runners, copy, await readColumns(runners.councils, copy, 'council'));
}

/**
 * Makes the copies alike to the councils where they are not: after a subgraph was given another database, or the
 * program was lost between the commits of an import to several. Nothing is written, and nobody waited for, where they
 * are alike.
 *
 * @returns the tables that were made again.
 */
export async function mendCouncilCopies(given: DataSource | Databases): Promise<string[]> {
  const databases = asDatabases(given);
  const isWrong = async (copy: CouncilCopy, readers: Readers) =>
    JSON.stringify(await readColumns(readers.councils, copy, 'council')) !==
    JSON.stringify(await readColumns(readers[copy.owner], copy, copy.shape.table));
  const findWrong = async (readers: Readers) => {
    const wrong: CouncilCopy[] = [];
    // Where no councils are, nothing is known better.
    const [anyCouncil] = await readers.councils.query('SELECT 1 AS found FROM council LIMIT 1');
    if (anyCouncil === undefined) return wrong;
    for (const copy of councilCopies) if (await isWrong(copy, readers)) wrong.push(copy);
    return wrong;
  };
  if ((await findWrong(databases)).length === 0) return [];
  return inWriteTransaction(databases, async (runners) => {
    // Looked at again: an import may have been under way.
    const wrong = await findWrong(forEachOwner((owner) => runners[owner]));
    for (const copy of wrong) {
      await runners[copy.owner].query(`DELETE FROM ${copy.shape.table}`);
      await refillCopy(runners, copy);
    }
    return wrong.map(({ shape }) => shape.table);
  });
}

/** What can be asked, within a transaction or without. */
type Reader = { query(sql: string): Promise<SqlRow[]> };
type Readers = Readonly<Record<TableOwner, Reader>>;

function readColumns(reader: Reader, { shape }: CouncilCopy, table: string): Promise<SqlRow[]> {
  const columns = [...shape.key, ...shape.columns].join(', ');
  return reader.query(`SELECT ${columns} FROM ${table} ORDER BY gss_code`);
}
