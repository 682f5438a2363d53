import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { loadPlannerBinding } from '../../../src/gateway/plan/planner-binding.ts';
import { runRedress } from '../../cli/run-redress.ts';

const sentence =
  /^\[gateway\] the query planner has programs for darwin-arm64, darwin-x64, linux-arm64-gnu, linux-x64-gnu, but none that runs on this machine \(\w+-\w+(-musl)?\)\. Run Redress on one of those, for example in a container of node:24\.$/;

describe('loadPlannerBinding', () => {
  it('loads the planner of this platform once', () => {
    expect(loadPlannerBinding().QueryPlanner).toBeTypeOf('function');
    expect(loadPlannerBinding()).toBe(loadPlannerBinding());
  });

  it('names the platforms that have a planner where there is none', () => {
    const load = () => {
      throw new Error('Cannot find native binding');
    };
    expect(() => loadPlannerBinding(load)).toThrow(
      expect.objectContaining({
        code: 'GATEWAY_CONFIGURATION',
        message: expect.stringMatching(sentence),
      }),
    );
  });

  it('makes a start fail with that sentence and nothing else', async () => {
    const { code, stdout, stderr } = await runRedress(
      ['compose', '--plan', '{ reportDefinitions { name } }'],
      tmpdir(),
      { NAPI_RS_NATIVE_LIBRARY_PATH: '/nowhere/planner.node' },
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const [first = '', ...rest] = stderr.trimEnd().split('\n');
    expect(first).toMatch(sentence);
    expect(rest).toEqual(['(GATEWAY_CONFIGURATION: see docs/errors.md)']);
  });
});
