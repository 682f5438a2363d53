import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { assertMaxDepth, createDepthRule } from '../../../src/gateway/plan/operation-depth.ts';

const schema = buildSchema('type Query { leaf: Int q: Query }');

function depthErrors(operation: string, maxDepth: number): string[] {
  return validate(schema, parse(operation), [createDepthRule(maxDepth)]).map(
    ({ message, extensions }) => `${extensions.code} ${message}`,
  );
}

describe('createDepthRule', () => {
  it('accepts an operation at the limit and refuses one beyond it', () => {
    expect(depthErrors('{ q { q { leaf } } }', 3)).toEqual([]);
    expect(depthErrors('query Deep { q { q { q { leaf } } } }', 3)).toEqual([
      'OPERATION_TOO_DEEP At most 3 levels of fields were expected, but operation "Deep" has 4. ' +
        'Ask for less at once, in several operations.',
    ]);
  });

  it('counts fragments where they are spread', () => {
    const fragments = 'fragment F on Query { q { ...G } } fragment G on Query { ... { leaf } }';
    expect(depthErrors(`{ q { ...F } } ${fragments}`, 3)).toEqual([]);
    expect(depthErrors(`{ q { ...F } } ${fragments}`, 2)).toHaveLength(1);
  });

  it('ends on fragments that spread each other', () => {
    const loop = 'fragment F on Query { q { ...G } } fragment G on Query { ...F }';
    expect(depthErrors(`{ ...F } ${loop}`, 5)).toEqual([]);
  });

  it('refuses a limit that the planner cannot bear', () => {
    expect(() => assertMaxDepth(48)).not.toThrow();
    expect(() => assertMaxDepth(49)).toThrow(
      '[gateway] maxDepth: a whole number from 1 to 48 was expected, but got 49. Leave it out for 20.',
    );
  });
});
