import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../src/composition/start-server.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { runRedress } from '../cli/run-redress.ts';
import { dumpDatabases } from '../database/own-databases.ts';
import { openServer, type TestServer } from '../e2e/open-server.ts';
import { askServer, readLetter, sameOperations } from '../e2e/same-operations.ts';
import { type Cluster, startCluster } from './cluster.ts';

let folder: string;
let cluster: Cluster;
let one: TestServer;
let several: TestServer;
let environment: Record<string, string>;
let loaded: { code: number | null; stdout: string; stderr: string };

const redress = (...words: string[]) => runRedress(words, folder, environment);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-mixed-'));
  cluster = await startCluster({});
  const admin = await openDatabase({ url: cluster.url('postgres') });
  await admin.query('CREATE DATABASE casework');
  await admin.destroy();
  environment = {
    DATABASE_URL: `sqlite:${join(folder, 'house.sqlite')}`,
    REDRESS_DATABASE_DECISIONS: cluster.url('casework'),
    REDRESS_DATABASE_RECOMMENDATIONS: cluster.url('casework'),
  };
  loaded = await redress('sample');
  const { databaseUrl, subgraphDatabases } = parseSettings(environment);
  several = await openServer({ databaseUrl, subgraphDatabases });
  one = await openServer();
}, 240_000);
afterAll(async () => {
  await several?.close();
  await one?.close();
  await cluster?.stop();
  await rm(folder, { recursive: true });
});

describe('casework in PostgreSQL beside councils in SQLite', () => {
  it('holds the same rows as one database after `redress sample`', async () => {
    expect(loaded).toMatchObject({ code: 0, stderr: '' });
    expect(await dumpDatabases(several.databases)).toEqual(await dumpDatabases(one.databases));
  });

  it.each(sameOperations)('answers as one database does: %s', async (query) => {
    const answer = await askServer(several, query);
    expect(answer.errors).toBeUndefined();
    expect(answer).toEqual(await askServer(one, query));
  });

  it('renders the same letter', async () => {
    const text = await readLetter(several);
    expect(text).toContain('Dartford Borough Council');
    expect(text).toBe(await readLetter(one));
  });

  it('exports and imports from the terminal, unchanged', async () => {
    const kind = 'recommendations';
    const written = await redress('export', kind, '--output', `${kind}.csv`, '--include-personal');
    expect(written).toMatchObject({ code: 0 });
    const rows = Number(/: (\d+) rows/.exec(written.stderr)?.[1]);
    expect((await readFile(join(folder, `${kind}.csv`), 'utf8')).length).toBeGreaterThan(rows);
    expect((await redress('import', kind, `${kind}.csv`, '--quiet')).stdout).toContain(
      `${rows} rows, 0 new, 0 changed, ${rows} the same`,
    );
  }, 240_000);

  it('is migrated and counted again by `redress migrate --rebuild`, which names each database', async () => {
    const { code, stdout } = await redress('migrate', '--rebuild');
    expect(code).toBe(0);
    expect(stdout).toContain('The database of recommendations and decisions is up to date.');
    expect(stdout).toContain('The database of reports, training, councils and the house is up to');
    expect(stdout).toMatch(/council_figure: [\d,]+ rows, none of them wrong/);
    expect(stdout).toMatch(/decision_council: [\d,]+ rows, none of them wrong/);
  }, 240_000);

  it('leaves councils and training answering while PostgreSQL is away, and refuses to start', async () => {
    const query = `{ councils(first: 7) { nodes { name } } trainingYear(yearEnding: 2019) { courses }
      decision(reference: "19-000-001") { reference } }`;
    expect((await askServer(several, query)).errors).toBeUndefined();
    await cluster.kill();
    try {
      const again = query.replaceAll('first: 7', 'first: 8');
      const answer = await askServer(several, again);
      const whole = (await askServer(one, again)) as { data: Record<string, unknown> };
      expect(answer.data).toEqual({
        ...whole.data,
        decision: null,
      });
      expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
        { code: 'DATABASE_UNAVAILABLE', serviceName: 'decisions' },
      ]);
      await expect(
        startServer({ ...parseSettings({ ...environment, PORT: '0' }), logLevel: 'silent' }),
      ).rejects.toThrow(
        /^\[database:decisions\] postgres:.*but nothing listens there\. Look whether the server runs, and at REDRESS_DATABASE_DECISIONS\.$/,
      );
    } finally {
      await cluster.start();
    }
    const back = await askServer(several, query.replaceAll('first: 7', 'first: 9'));
    expect(back.errors).toBeUndefined();
  });
});
