import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dataFolder } from '../../src/database/data-folder.ts';
import { importFile } from '../../src/database/imports/import-file.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { writeSampleDecisions } from './sample-csv.ts';
import { sqliteImportScript } from './sqlite-import.ts';
import { hasCommand, type Took, timeCommand } from './time-command.ts';
import { readTimes } from './times.ts';

export const name =
  'Import of decisions by `redress import`, against `.import` of the sqlite3 shell with the same indexes';

/** How many times the sample's decisions. So many that starting the program does not count for much. */
const times = Math.max(...readTimes([10]));
const rounds = 3;

/** Whole commands, built JavaScript, in turns; each ends with as many rows in a new database. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  if (!(await hasCommand('sqlite3 --version'))) {
    process.stdout.write('  Left out: there is no command sqlite3 on this machine.\n');
    return { rows: [] };
  }
  const entry = resolve('dist/cli/redress.js');
  if (!(await hasCommand(`"${process.execPath}" "${entry}" --version`))) {
    throw new Error(
      '[bench] dist/cli/redress.js was expected, but cannot be run. Do npm run build.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  try {
    const file = join(folder, 'decisions.csv');
    const rows = await writeSampleDecisions(file, times);
    const indexes = await createEmpty(join(folder, 'empty.sqlite'));
    await writeFile(join(folder, 'import.sql'), sqliteImportScript(file, indexes));
    const took: Record<'ours' | 'theirs', Took[]> = { ours: [], theirs: [] };
    for (let round = 0; round < rounds; round += 1) {
      const [ours, theirs] = [`ours-${round}.sqlite`, `theirs-${round}.sqlite`];
      await copyFile(join(folder, 'empty.sqlite'), join(folder, ours));
      took.ours.push(
        await timeCommand(
          `"${process.execPath}" "${entry}" import decisions decisions.csv --quiet`,
          {
            cwd: folder,
            env: { ...process.env, DATABASE_URL: `sqlite:${ours}`, NODE_ENV: 'production' },
          },
        ),
      );
      took.theirs.push(await timeCommand(`sqlite3 ${theirs} < import.sql`, { cwd: folder }));
      for (const path of [ours, theirs]) {
        const counted = await countDecisions(join(folder, path));
        if (counted !== rows) throw new Error(`${path}: ${counted} of ${rows} rows are there.`);
        for (const tail of ['', '-wal', '-shm'])
          await rm(join(folder, path + tail), { force: true });
      }
    }
    return { rows: compareRuns(rows, took.ours, took.theirs) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A database with councils and no decisions. Gives the statements of the table's indexes, that of words with them. */
async function createEmpty(path: string): Promise<string[]> {
  const database = await openDatabase({ url: `sqlite:${path}` });
  await migrateDatabase(database);
  await importFile(database, 'councils', {
    name: 'councils.csv',
    stream: createReadStream(join(dataFolder, 'councils.csv')),
  });
  const indexes: { sql: string }[] = await database.query(
    `SELECT sql FROM sqlite_master WHERE tbl_name = 'decision' AND type = 'index' AND sql IS NOT NULL
     UNION ALL SELECT sql FROM sqlite_master WHERE name = 'decision_search'
     UNION ALL SELECT 'INSERT INTO decision_search (decision_search) VALUES (''rebuild'')'`,
  );
  await database.destroy();
  return indexes.map(({ sql }) => sql);
}

async function countDecisions(path: string): Promise<number> {
  const database = await openDatabase({ url: `sqlite:${path}`, readOnly: true });
  const [row] = await database.query<{ count: number }[]>('SELECT COUNT(*) AS count FROM decision');
  await database.destroy();
  return row?.count ?? 0;
}

function compareRuns(rows: number, ours: readonly Took[], theirs: readonly Took[]): BenchRow[] {
  const [our, their] = [medians(ours), medians(theirs)];
  const show = ({ wallMs, cpuMs }: Took) =>
    `${roughly(wallMs / 1000)} s (${roughly(cpuMs / 1000)} s of processor)`;
  const detail = `${show(our)} and ${show(their)}, medians of ${rounds} turns, starting and ending the program included`;
  const what = `${rows.toLocaleString('en-GB')} decisions`;
  const rate = (rows * 1000) / our.wallMs;
  return [
    {
      what: `${what}, decisions a second`,
      against: '30,000 a second',
      ratio: rate / 30_000,
      target: 1,
      detail: `${roughly(rate)} a second`,
    },
    {
      what: `${what}, on the clock`,
      against: '.import',
      ratio: their.wallMs / our.wallMs,
      target: 1 / 3,
      detail,
    },
    {
      what: `${what}, time of the processor`,
      against: '.import',
      ratio: their.cpuMs / our.cpuMs,
      target: null,
      detail,
    },
  ];
}

function medians(took: readonly Took[]): Took {
  const middle = (values: number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
  return {
    wallMs: middle(took.map(({ wallMs }) => wallMs)),
    cpuMs: middle(took.map(({ cpuMs }) => cpuMs)),
  };
}
