import type { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closeDatabases,
  type Databases,
  eachOnce,
  type TableOwner,
  tableOwners,
} from '../../src/database/databases.ts';
import { ImportError } from '../../src/database/imports/import-error.ts';
import { importFile } from '../../src/database/imports/import-file.ts';
import type { ImportKindName } from '../../src/database/imports/import-kinds.ts';
import { tryImport } from '../../src/database/imports/try-import.ts';
import { migrateDatabases } from '../../src/database/open-databases.ts';
import { rebuildAll } from '../../src/database/rollups/rebuild-all.ts';
import { withdrawDecision } from '../../src/database/withdraw-decision.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { openTestDatabase } from '../open-test-database.ts';
import { councilsHeader, decisionsHeader, recommendationsHeader } from './memory-database.ts';
import { dumpDatabases, openOwnDatabases } from './own-databases.ts';

const anders = 'E10000001,anders,Anders County Council,Anders,COUNTY,South East,100000,51,0,,,,';
const bex =
  'E07000002,bex,Bex District Council,Bex,DISTRICT,South East,50000,51.5,0.5,E10000001,,,';
const decided = (code: string) =>
  `19 000 001,${code},2019-05-01,2019-08-01,HOUSING,Allocations,,UPHELD,false,false,Words`;
const other = '19 000 002,E10000001,2019-05-02,2019-08-02,HOUSING,Repairs,,NOT_UPHELD,false,false,';

/** Imports that write for several subgraphs, each after those before it. */
const imports: readonly (readonly [ImportKindName, readonly string[]])[] = [
  ['councils', [councilsHeader, anders, bex]],
  ['decisions', [decisionsHeader, decided('E10000001'), other]],
  [
    'recommendations',
    [
      recommendationsHeader,
      '19 000 001,1,SERVICE_IMPROVEMENT,Training,Teach.,2019-10-01,2019-09-01,ON_TIME',
    ],
  ],
  // The recommendation goes along.
  ['decisions', [decisionsHeader, decided('E07000002'), other]],
  // Figures for each 100,000 people follow.
  [
    'councils',
    [councilsHeader, anders.replace('anders', 'anders-county'), bex.replace('50000', '60000')],
  ],
  [
    'published-figures',
    [
      'gss_code,year_ending,received,decided,investigated,not_upheld,upheld,uphold_pct,compliance_outcomes,compliance_pct,satisfactory_remedies,satisfactory_remedy_pct,upheld_per_100k',
      'E10000001,2019,5,,,,,,4,75,,,',
    ],
  ],
  [
    'officers',
    ['gss_code,name,salutation,office,email', 'E10000001,Ann,Ms Lee,Chief Executive,a@example.org'],
  ],
];

const today = '2026-01-01';
const take = (given: DataSource | Databases, [kind, lines]: (typeof imports)[number]) =>
  importFile(given, kind, { name: 'test.csv', stream: [fileOf(lines)] }, { actor: 'test', today });
const fileOf = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);

let opened: (Databases | DataSource)[] = [];
async function openBoth() {
  const one = await openTestDatabase();
  opened.push(one);
  const several = await openOwnDatabases();
  opened.push(several);
  return { one, several };
}
afterEach(async () => {
  for (const given of opened) await ('house' in given ? closeDatabases(given) : given.destroy());
  opened = [];
});

/** Loses the connection of one database once, when it is to commit. */
function cutOffCommit(database: DataSource): void {
  const createQueryRunner = database.createQueryRunner.bind(database);
  database.createQueryRunner = (mode) => {
    const runner = createQueryRunner(mode);
    const commit = runner.commitTransaction;
    runner.commitTransaction = async () => {
      runner.commitTransaction = commit;
      throw new Error('cut off');
    };
    database.createQueryRunner = createQueryRunner;
    return runner;
  };
}

describe('imports to a database for each subgraph', () => {
  it('write the same rows as imports to one database', async () => {
    const { one, several } = await openBoth();
    expect(eachOnce(several)).toHaveLength(tableOwners.length);
    for (const step of imports) expect(await take(several, step)).toEqual(await take(one, step));
    const dump = await dumpDatabases(several);
    expect(dump).toEqual(await dumpDatabases(one));
    expect(dump.recommendation).toMatchObject([{ gss_code: 'E07000002' }]);
    expect(dump.council_figure?.length).toBeGreaterThan(1);
    const rebuilt = await inWriteTransaction(several, rebuildAll);
    expect(rebuilt.filter(({ made, dropped }) => made + dropped > 0)).toEqual([]);
  });

  it('leave every database as it was when the last row is refused', async () => {
    const { several } = await openBoth();
    for (const step of imports.slice(0, 3)) await take(several, step);
    const before = await dumpDatabases(several);
    const bad: (typeof imports)[number] = [
      'decisions',
      [decisionsHeader, decided('E07000002'), other.replace('E10000001', 'E06000099')],
    ];
    await expect(take(several, bad)).rejects.toThrow(ImportError);
    const [forecast] = await tryImport(several, 'decisions', [
      { name: 'test.csv', stream: [fileOf([decisionsHeader, decided('E07000002')])] },
    ]);
    expect(forecast).toMatchObject({ changed: 1, refused: 0 });
    expect(await dumpDatabases(several)).toEqual(before);
  });

  it.each(tableOwners)(
    'are made whole by the same import again when the database of %s is lost at its commit',
    async (owner: TableOwner) => {
      const { one, several } = await openBoth();
      for (const step of imports) {
        await take(one, step);
        cutOffCommit(several[owner]);
        await expect(take(several, step)).rejects.toThrow('cut off');
        await take(several, step);
      }
      const {
        decision_correction: made,
        recommendation_correction,
        ...dump
      } = await dumpDatabases(several);
      const { decision_correction: expected, ...rest } = await dumpDatabases(one);
      expect(recommendation_correction).toEqual([]);
      expect({ ...dump, recommendation_correction }).toEqual(rest);
      expect(made).toEqual(expected);
    },
  );

  it('withdraw a decision everywhere', async () => {
    const { one, several } = await openBoth();
    const origin = { by: 'test', at: '2026-01-01T00:00:00.000Z', file: null };
    for (const given of [one, several]) {
      for (const step of imports) await take(given, step);
      await inWriteTransaction(given, (runners) =>
        withdrawDecision(runners, '19 000 001', 'twice', origin),
      );
    }
    expect(await dumpDatabases(several)).toEqual(await dumpDatabases(one));
  });
});

describe('what subgraphs remember of councils', () => {
  it('is made alike to the councils at the next start, and counts by a rebuild', async () => {
    const { several } = await openBoth();
    for (const step of imports) await take(several, step);
    const right = await dumpDatabases(several);
    await several.decisions.query("UPDATE decision_council SET population = 1, region = 'Mars'");
    await several.recommendations.query('DELETE FROM recommendation_council');
    await migrateDatabases(several);
    expect(await dumpDatabases(several)).toEqual(right);

    await several.councils.query('UPDATE council_figure SET decided = 77');
    const rebuilt = await inWriteTransaction(several, rebuildAll);
    expect(rebuilt.filter(({ made }) => made > 0).map(({ table }) => table)).toEqual([
      'council_figure',
    ]);
    expect(await dumpDatabases(several)).toEqual(right);
  });
});
