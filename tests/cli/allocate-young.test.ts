import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('./allocate-young.process.ts', import.meta.url));

describe('allocateYoung', () => {
  it('keeps letters among the young objects when many have been held', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program]);
    // 4000 letters pass through 400 MB. Without it, 140 to 160 MB of that grow old.
    expect(Number(stdout)).toBeLessThan(40e6);
  });
});
