import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

function run(...what: string[]) {
  const file = fileURLToPath(import.meta.resolve('./late-field-errors.fixture.ts'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', file, ...what],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

describe('logLateFieldErrors', () => {
  it('keeps the process alive when a field fails after its operation was answered', () => {
    expect(run('late')).toEqual({
      status: 0,
      stdout: 'A field failed after its operation was answered\nalive with {"items":null}\n',
      stderr: '',
    });
  });

  it('is needed, for graphql-js leaves such a failure unwatched', () => {
    expect(run('late', 'bare').status).toBe(1);
  });

  it('lets the process end over any other rejection that nobody watches', () => {
    const { status, stdout } = run('other');
    expect(status).not.toBe(0);
    expect(stdout).not.toContain('alive');
  });
});
