import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compareResults } from './compare-results.ts';

function errorAt(path: (string | number)[], code = 'REFUSED', message = 'No'): GraphQLError {
  return new GraphQLError(message, { path, extensions: { code } });
}

describe('compareResults', () => {
  it('finds nothing between equal answers', () => {
    const answer = { data: { a: 1, b: null }, errors: [errorAt(['b'])] };
    expect(compareResults(answer, answer)).toEqual([]);
  });

  it('tells another order of keys', () => {
    expect(compareResults({ data: { a: 1, b: 2 } }, { data: { b: 2, a: 1 } })).toEqual([
      'data: {"a":1,"b":2} was expected, but the gateway gave {"b":2,"a":1}',
    ]);
  });

  it('tells an error that only one side has', () => {
    const data = { a: null };
    expect(compareResults({ data, errors: [errorAt(['a'])] }, { data })).toEqual([
      'only the schema has an error at ["a"]',
    ]);
    expect(compareResults({ data }, { data, errors: [errorAt(['a'])] })).toEqual([
      'only the gateway has an error at ["a"]',
    ]);
  });

  it('allows another error beneath the null that both sides explain', () => {
    const data = { a: null };
    const one = { data, errors: [errorAt(['a', 'x'])] };
    expect(compareResults(one, { data, errors: [errorAt(['a', 'y', 0])] })).toEqual([]);
    expect(compareResults(one, { data, errors: [errorAt(['b', 'y'])] })).not.toEqual([]);
  });

  it('tells another code, another message, a missing code and a path that comes twice', () => {
    const data = { a: null };
    const one = { data, errors: [errorAt(['a'])] };
    expect(compareResults(one, { data, errors: [errorAt(['a'], 'OTHER')] })).toHaveLength(1);
    expect(compareResults(one, { data, errors: [errorAt(['a'], 'REFUSED', 'Yes')] })).toHaveLength(
      1,
    );
    expect(
      compareResults(one, { data, errors: [new GraphQLError('No', { path: ['a'] })] }),
    ).toEqual(['the error of the gateway at ["a"] has no code']);
    expect(compareResults(one, { data, errors: [errorAt(['a']), errorAt(['a'])] })).toEqual([
      'the gateway has two errors at ["a"]',
    ]);
  });
});
