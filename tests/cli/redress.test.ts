import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { sampleDatabasePath } from '../open-sample-database.ts';
import { callRedress } from './call-redress.ts';
import { runRedress, spawnRedress } from './run-redress.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-cli-'));
  await mkdir(join(folder, 'var'));
  await copyFile(sampleDatabasePath(), join(folder, 'var/redress.sqlite'));
});
afterAll(() => rm(folder, { recursive: true }));

/** In a process of its own, as a user does. */
const start = (words: string, settings: NodeJS.ProcessEnv = {}) =>
  runRedress(words.split(' '), folder, settings);
/** In this process, which is quicker. */
const run = (words: string, settings: NodeJS.ProcessEnv = {}) =>
  callRedress(words.split(' '), folder, settings);

describe('redress report', () => {
  it('renders a letter to a file, in the form of its ending', async () => {
    const { code, stdout } = await run(
      'report render annual-letter --council dartford --year-ending 2020 --out letter.txt',
    );
    expect(stdout).toMatch(/^letter\.txt: \d+ bytes, “Annual review letter/);
    expect(code).toBe(0);
    expect(await readFile(join(folder, 'letter.txt'), 'utf8')).toContain('178 delegates');
  });

  it('prints a letter to the terminal', async () => {
    const { code, stdout } = await start(
      'report render annual-letter --council=E08000035 --year-ending=2023 --format txt',
    );
    expect(stdout).toContain('37 of 54 = 69%');
    expect(code).toBe(0);
  });

  it.each([
    ['report render weekly --council leeds', '(REPORT_NOT_FOUND'],
    [
      'report render annual-letter --council leeds --year-ending last',
      '(REPORT_PARAMETERS_INVALID',
    ],
    ['report render annual-letter --council nowhere --year-ending 2020', '(REPORT_NOTHING_FOUND'],
    ['report render annual-letter --town leeds', '--council, --year-ending'],
    ['report render annual-letter --council', '--council must be followed by a value'],
    [
      'report render annual-letter --council leeds --year-ending 2023 --out x.odt',
      'html, txt, eml, mjml, json, pdf',
    ],
    [
      'report render annual-letter --council leeds --year-ending 2023 --out no/where.html',
      'a file that can be written',
    ],
  ])('refuses "%s" in one sentence', async (words, sentence) => {
    const { code, stderr } = await run(words);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it('lists reports with their parameters, without a database', async () => {
    const { code, stdout } = await run('report list', { DATABASE_URL: 'sqlite:/nowhere/at/all' });
    expect(stdout).toContain('annual-letter  Annual review letter');
    expect(stdout).toContain('--year-ending');
    expect(code).toBe(0);
  });

  it('checks every fixture of every report', async () => {
    const { code, stdout } = await run('report check');
    expect(stdout).toMatch(/\d reports checked, 0 findings\.\n$/);
    expect(code).toBe(0);
  });
});

describe('redress compose', () => {
  it('prints a supergraph of all five subgraphs', async () => {
    const { code, stdout } = await run('compose');
    for (const name of ['COUNCILS', 'DECISIONS', 'RECOMMENDATIONS', 'TRAINING', 'REPORTS']) {
      expect(stdout).toContain(`${name} @join__graph`);
    }
    expect(code).toBe(0);
  });
});

describe('redress key', () => {
  it('shows a key once, lists it by its start and revokes it', async () => {
    const created = await start('key create --name intranet --scope letters:render letters:read');
    const key = created.stdout.split('\n')[0] ?? '';
    expect(key).toMatch(/^rk_[\w-]{40}$/);
    const listed = await run('key list');
    expect(listed.stdout).toContain(
      `${key.slice(0, 11)}…  intranet  [letters:read, letters:render]  good`,
    );
    expect(listed.stdout).not.toContain(key);
    expect((await run(`key revoke ${key.slice(0, 11)}`)).stdout).toContain('is revoked.');
    const again = await run(`key revoke ${key.slice(0, 11)}`);
    expect(again.stderr).toContain('(KEY_NOT_FOUND');
    expect(again.code).toBe(1);
  });

  it('refuses a scope that does not exist, naming those that do', async () => {
    const { code, stderr } = await run('key create --name x --scope letters:send');
    expect(stderr).toContain('casework:read, casework:write, letters:read');
    expect(code).toBe(1);
  });
});

describe('redress import', () => {
  const header =
    'reference,gss_code,received_on,decided_on,subject,category,subcategory,outcome,satisfactory_remedy,public_report,summary';

  it('refuses a bad row with file, line, column, expected and got, and writes nothing', async () => {
    const before = await readFile(join(folder, 'var/redress.sqlite'));
    await writeFile(
      join(folder, 'bad.csv'),
      `${header}\n20 000 001,E08000035,2019-05-01,2019-06-31,HOUSING,Housing,,UPHELD,no,no,Text\n`,
    );
    const { code, stderr } = await run('import decisions bad.csv');
    expect(stderr).toContain('bad.csv');
    expect(stderr).toMatch(/line 2/);
    expect(stderr).toContain('decided_on');
    expect(stderr).toContain('2019-06-31');
    expect(stderr).toContain('(IMPORT_REFUSED');
    expect(code).toBe(1);
    expect(Buffer.compare(await readFile(join(folder, 'var/redress.sqlite')), before)).toBe(0);
  });

  it('takes a good file, and changes nothing the second time', async () => {
    await writeFile(
      join(folder, 'good.csv'),
      `${header}\n22 000 001,E08000035,2022-05-01,2022-06-30,HOUSING,Housing,,UPHELD,no,no,Text\n`,
    );
    expect((await run('import decisions good.csv')).stdout).toContain(
      '1 rows, 1 new, 0 changed, 0 the same',
    );
    expect((await run('import decisions good.csv')).stdout).toContain(
      '1 rows, 0 new, 0 changed, 1 the same',
    );
  });

  it.each([
    ['import letters good.csv', '(IMPORT_KIND_UNKNOWN'],
    ['import decisions absent.csv', '(FILE_NOT_FOUND'],
  ])('refuses "%s"', async (words, code) => {
    const ended = await run(words);
    expect(ended.stderr).toContain(code);
    expect(ended.code).toBe(1);
  });
});

describe('redress start', () => {
  it('answers, and ends cleanly on SIGTERM', async () => {
    const child = spawnRedress(['start'], folder, { PORT: '0' });
    let stdout = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (part) => {
        stdout += part;
        const found = /Explorer\s+(http:\/\/\S+)/.exec(stdout)?.[1];
        if (found) resolve(found);
      });
      child.on('exit', () => reject(new Error(`ended early: ${stdout}`)));
    });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ council(slug: \\"leeds\\") { name } }"}',
    });
    expect(await response.json()).toEqual({ data: { council: { name: 'Leeds City Council' } } });
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('says in one sentence that the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, stderr } = await start('start', { PORT: port });
    expect(stderr).toBe(
      `[start] port ${port} on 127.0.0.1 is taken by another program. Stop that program, or set PORT to another number.\n(CANNOT_LISTEN: see docs/errors.md)\n`,
    );
    expect(code).toBe(1);
    await new Promise((resolve) => other.close(resolve));
  });

  it('says which settings are wrong, all at once', async () => {
    const { code, stderr } = await run('start', { PORT: 'http', LOG_LEVEL: 'loud' });
    expect(stderr).toContain('[config] PORT must be a port number');
    expect(stderr).toContain('[config] LOG_LEVEL must be one of');
    expect(code).toBe(1);
  });

  it('says that the folder of the database cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    const { code, stderr } = await run('start', { DATABASE_URL: 'sqlite:file/redress.sqlite' });
    expect(stderr).toContain('(DATABASE_UNAVAILABLE');
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect(code).toBe(1);
  });
});

describe('a database newer than the program', () => {
  it('is refused in one sentence', async () => {
    const file = join(folder, 'newer.sqlite');
    await copyFile(sampleDatabasePath(), file);
    const database = await openDatabase({ url: `sqlite:${file}` });
    await database.query(
      "INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')",
    );
    await database.destroy();
    const { code, stderr } = await run('start', { DATABASE_URL: 'sqlite:newer.sqlite' });
    expect(stderr).toContain('(DATABASE_TOO_NEW');
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect(code).toBe(1);
  });
});

describe('redress', () => {
  it('says what there is, and fails for what there is not', async () => {
    expect((await start('--help')).stdout).toContain('import');
    const { code, stderr } = await run('fly');
    expect(stderr).toContain("unknown command 'fly'");
    expect(code).toBe(1);
  });
});
