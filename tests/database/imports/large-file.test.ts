import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { decisionsHeader, importTwoCouncils } from '../memory-database.ts';

const entry = fileURLToPath(new URL('./stdin-import.process.ts', import.meta.url));

/** More than fits into the heap below: some 54 MB of text. `npm run test:nightly` takes ten times as many. */
const rowCount = Number(process.env.REDRESS_LARGE_FILE_ROWS ?? 60_000);

/** What an import may hold beside the program. The program runs from source here, with half as much again for its maps. */
const heapForImport = 20;

let folder: string;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-large-'));
  url = `sqlite:${join(folder, 'redress.sqlite')}`;
  const database = await openDatabase({ url });
  await migrateDatabase(database);
  await importTwoCouncils(database);
  await database.destroy();
});
afterAll(() => rm(folder, { recursive: true }));

/** Rows of which the last is one that came before. */
function* lines(again: number): Generator<string> {
  yield `${decisionsHeader}\n`;
  for (let at = 0; at < rowCount; at += 1) {
    const digits = String(10_000_000 + (at === rowCount - 1 ? again : at));
    const reference = `${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5)}`;
    yield `${reference},E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,${at} ${'words '.repeat(150)}\n`;
  }
}

/** How the import of a file ended. */
interface Ended {
  code: number | null;
  signal: string | null;
  said: string;
  failed: string;
}

/** Imports in a process of its own. */
async function importApart(flag: string, file: Iterable<string>): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [flag, '--import', import.meta.resolve('tsx'), entry, url],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let [said, failed] = ['', ''];
  child.stdout.on('data', (part) => {
    said = `${said}${part}`.slice(-100);
  });
  child.stderr.on('data', (part) => {
    failed += part;
  });
  const ended = once(child, 'close');
  // A child that ends before it has read all breaks the pipe: how it ended says why, and is looked at below.
  await pipeline(Readable.from(file), child.stdin).catch(() => {});
  const [code, signal] = await ended;
  return { code, signal, said, failed };
}

/** What the program holds that has imported nothing but a header, in MB. */
async function measureProgram(): Promise<number> {
  const { said, failed } = await importApart('--expose-gc', [`${decisionsHeader}\n`]);
  const held = /^held (\d+)$/m.exec(said)?.[1];
  expect(held, failed).toBeDefined();
  return Math.ceil(Number(held) / 2 ** 20);
}

it('looks through a file larger than the memory it has, and names a row that comes twice in it', async () => {
  const heap = (await measureProgram()) + heapForImport;
  const ended = await importApart(`--max-old-space-size=${heap}`, lines(3));
  const { code, signal, said, failed } = ended;
  expect({ code, signal }, `${said}\n${failed}`).toEqual({ code: 1, signal: null });
  expect(failed).toContain(
    `line ${rowCount + 1}, reference: expected each row once, but got "10 000 003" again, first on line 5`,
  );
  expect(said).toMatch(new RegExp(`${rowCount}\n$`));
  const database = await openDatabase({ url });
  expect(await database.query('SELECT COUNT(*) AS count FROM decision')).toEqual([{ count: 0 }]);
  await database.destroy();
}, 600_000);
