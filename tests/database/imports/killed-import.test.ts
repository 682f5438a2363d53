import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { decisionsHeader, importTwoCouncils } from '../memory-database.ts';

const entry = fileURLToPath(new URL('./stdin-import.process.ts', import.meta.url));
const rowCount = 4000;
const kills = 20;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-killed-'));
  const database = await openDatabase({ url: `sqlite:${join(folder, 'empty.sqlite')}` });
  await migrateDatabase(database);
  await importTwoCouncils(database);
  await database.destroy();
});
afterAll(() => rm(folder, { recursive: true }));

const lines = Array.from({ length: rowCount }, (_, at) => {
  const digits = String(19_000_000 + at);
  const reference = `${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5)}`;
  return `${reference},E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,Some words\n`;
});

/** Imports into a copy, and kills the process once it has taken so many rows; all of them: once it has read the end. */
async function killAfter(rows: number): Promise<{ decisions: number; rollups: number }> {
  const path = join(folder, `${rows}.sqlite`);
  await copyFile(join(folder, 'empty.sqlite'), path);
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), entry, `sqlite:${path}`],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child.stdin.on('error', () => {});
  child.stdin.write(`${decisionsHeader}\n${lines.slice(0, rows).join('')}`);
  if (rows === rowCount) child.stdin.end();
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
    if (said.includes(`${rows}\n`)) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  expect(said).toContain(`${rows}\n`);
  const database = await openDatabase({ url: `sqlite:${path}` });
  const [decisions] = await database.query('SELECT COUNT(*) AS count FROM decision');
  const [rollups] = await database.query(
    'SELECT COALESCE(SUM(received), 0) AS count FROM decision_rollup',
  );
  await database.destroy();
  return { decisions: decisions.count, rollups: rollups.count };
}

it('leaves all or nothing of a file, whenever its process is killed', async () => {
  for (let kill = 1; kill <= kills; kill += 1) {
    const { decisions, rollups } = await killAfter((rowCount / kills) * kill);
    expect([0, rowCount]).toContain(decisions);
    expect(rollups).toBe(decisions);
    if (kill < kills) expect(decisions).toBe(0);
  }
}, 120_000);
