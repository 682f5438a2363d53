import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redressProgram } from './run-redress.ts';

const folder = fileURLToPath(new URL('../../.cache/compiled', import.meta.url));

/** As somebody who has set nothing runs it. */
async function runPlain(env: Record<string, string> = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [redressProgram, '--version'], {
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  return stdout;
}

describe('what Node compiles of the program', () => {
  it('is kept in a folder of the program’s own', async () => {
    await runPlain();
    expect(existsSync(folder)).toBe(true);
    expect((await readdir(folder, { recursive: true })).length).toBeGreaterThan(5);
  });

  it('need not be kept', async () => {
    expect(await runPlain({ NODE_DISABLE_COMPILE_CACHE: '1' })).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
