import { describe, expect, it } from 'vitest';
import { parseSupergraph } from '../../../src/gateway/supergraph/parse-supergraph.ts';

describe('parseSupergraph', () => {
  it('gives the same document for the same text, and another for another', () => {
    const one = parseSupergraph('type Query { one: Int }');
    expect(parseSupergraph(`type Query { ${['o', 'ne'].join('')}: Int }`)).toBe(one);
    const two = parseSupergraph('type Query { two: Int }');
    expect(two).not.toBe(one);
    expect(parseSupergraph('type Query { one: Int }')).toEqual(one);
  });

  it('keeps nothing of a text that is none', () => {
    const good = parseSupergraph('type Query { one: Int }');
    expect(() => parseSupergraph('type Query {')).toThrow('Syntax Error');
    expect(parseSupergraph('type Query { one: Int }')).toBe(good);
  });
});
