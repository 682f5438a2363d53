import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { Delivery } from '../../src/schema/reports/delivery.entity.ts';
import { packBodies, unpackBodies } from '../../src/schema/reports/letter-bodies.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { endOf, runRedress, spawnRedress } from './run-redress.ts';

const settings = { REDRESS_SELF_APPROVAL: 'true', REDRESS_MAIL_DRY_RUN: 'mails' };

let folder: string;
let database: DataSource;
let run: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-runs-'));
  await mkdir(join(folder, 'var'));
  const file = join(folder, 'var/redress.sqlite');
  await copyFile(sampleDatabasePath(), file);
  database = await openDatabase({ url: `sqlite:${file}` });
});
afterAll(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

const redress = (words: string) => runRedress(words.split(' '), folder, settings);
const reportRun =
  'report run annual-letter --year-ending 2020 --council E07000107 E08000025 E10000016';

describe('redress report run', () => {
  it('renders a letter a council, and sums them up by council type', async () => {
    const { code, stdout } = await redress(reportRun);
    expect(code).toBe(0);
    run = /^Started run (\S+): annual-letter, year ending 2020\.$/m.exec(stdout)?.[1] ?? '';
    expect(stdout).toMatch(/^ {2}District +1 rendered$/m);
    expect(stdout).toMatch(/^ {2}County +1 rendered$/m);
    expect(stdout).toContain(`redress run approve ${run}`);
  });

  it('stops cleanly where it is told to, and the same command goes on', async () => {
    const words = 'report run annual-letter --year-ending 2019'.split(' ');
    const child = spawnRedress(words, folder, settings);
    const ended = endOf(child);
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith('Started run')) continue;
      child.kill('SIGINT');
      break;
    }
    const first = await ended;
    const { id } = (
      await database.query<{ id: string }[]>('SELECT id FROM run WHERE year_ending = 2019')
    )[0] ?? { id: 'none' };
    expect(first.code).toBe(130);
    const { code, stdout } = await redress(words.join(' '));
    expect(stdout).toContain(`Going on with run ${id}`);
    expect(code).toBe(0);
    const counts = await database.query(
      'SELECT COUNT(*) AS letters, COUNT(DISTINCT gss_code) AS councils FROM letter WHERE run_id = ?',
      [id],
    );
    expect(counts[0].letters).toBe(counts[0].councils);
    expect(counts[0].letters).toBeGreaterThan(100);
  });
});

describe('redress run show', () => {
  it('names each letter that failed, why, and how it is rendered again', async () => {
    const [{ id }] = await database.query(
      "SELECT id FROM letter WHERE run_id = ? AND gss_code = 'E07000107'",
      [run],
    );
    const set = (state: string, failure: string | null) =>
      database.query('UPDATE letter SET render_state = ?, failure = ? WHERE id = ?', [
        state,
        failure,
        id,
      ]);
    await set('FAILED', 'its address is missing');
    const { stdout } = await redress(`run show ${run}`);
    await set('RENDERED', null);
    expect(stdout).toMatch(/^ {2}\S+ {2}STARTED {2}user \S+$/m);
    expect(stdout).toContain('Letters: 3, of which 2 rendered, 1 failed, 0 to be rendered.');
    expect(stdout).toContain(
      `Failed:\n  dartford: its address is missing\n    again: redress run again ${id}\n`,
    );
  });
});

describe('redress letter verify', () => {
  it('makes the letters of a run again, and names one that was changed', async () => {
    const same = await redress(`letter verify --run ${run}`);
    expect(same).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^3 letters are the same/),
    });
    const [{ letter_id: id, bodies }] = await database.query(
      'SELECT letter_id, bodies FROM letter_content WHERE letter_id IN (SELECT id FROM letter WHERE run_id = ?)',
      [run],
    );
    const was = unpackBodies(bodies);
    await database.query('UPDATE letter_content SET bodies = ? WHERE letter_id = ?', [
      packBodies({ ...was, text: `${was.text}.` }),
      id,
    ]);
    const changed = await redress(`letter verify --run ${run}`);
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain(`${id}: what is kept has the hash`);
    expect(changed.stdout).toContain('2 letters are the same, byte for byte; 1 are not');
  });

  it('names a letter that is not kept, beside those that are too', async () => {
    expect((await redress('letter verify nothing')).stderr).toContain('LETTER_NOT_KEPT');
    const [{ id }] = await database.query('SELECT id FROM letter WHERE run_id = ?', [run]);
    const beside = await redress(`letter verify ${id} nothing`);
    expect(beside).toMatchObject({ code: 1, stderr: expect.stringContaining('got "nothing"') });
  });

  it('says how the letters of a run are looked at, where it is given the run in their place', async () => {
    const { code, stderr } = await redress(`letter verify ${run}`);
    expect(code).toBe(1);
    expect(stderr).toContain(`"redress letter verify --run ${run}"`);
  });
});

describe('redress worker', () => {
  it('sends what a run has issued, in a process of its own, and ends when it is told to', async () => {
    expect((await redress(`run approve ${run}`)).code).toBe(0);
    expect((await redress(`run issue ${run}`)).code).toBe(0);
    const waiting = await redress(`delivery list --waiting --run ${run}`);
    const expected = await database.getRepository(Delivery).countBy({ runId: run });
    expect(expected).toBeGreaterThanOrEqual(3);
    expect(waiting.stdout).toContain(`\n${expected} messages\n`);

    const child = spawnRedress(['worker'], folder, { ...settings, REDRESS_MAIL_RATE: '0' });
    const ended = endOf(child);
    // Another process writes: there is nothing to listen to.
    await expect
      .poll(() => database.getRepository(Delivery).countBy({ runId: run, state: 'WRITTEN' }), {
        timeout: 30_000,
      })
      .toBe(expected);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stdout: expect.stringContaining('is ready') });
    expect(await readdir(join(folder, 'mails'))).toHaveLength(expected);
  });
});

describe('redress delivery settle', () => {
  it('takes a person’s word on what is in doubt, once', async () => {
    const deliveries = database.getRepository(Delivery);
    const [one] = await deliveries.findBy({ runId: run });
    const id = one?.id ?? '';
    await deliveries.update({ id }, { state: 'IN_DOUBT' });
    const listed = await redress('delivery list --in-doubt');
    expect(listed.stdout).toContain(`${id}  IN_DOUBT`);
    expect(listed.stdout).toContain('\n1 message\n');
    expect((await redress(`delivery settle ${id}`)).stderr).toContain('DELIVERY_VERDICT_MISSING');
    const settled = await redress(`delivery settle ${id} --sent --reason telephoned`);
    expect(settled.stdout).toContain(`${id}  SENT`);
    const kept = await deliveries.findOneByOrFail({ id });
    expect(kept).toMatchObject({ state: 'SENT', reply: 'telephoned' });
    expect(kept.log).toMatch(/"state":"SENT","by":"user [^"]+","why":"telephoned"}\n$/);
    expect((await redress(`delivery settle ${id} --again`)).stderr).toContain('DELIVERY_NOT_OPEN');
    expect((await redress('delivery settle nobody --sent')).stderr).toContain('DELIVERY_NOT_FOUND');
  });
});
