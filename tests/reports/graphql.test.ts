import { describe, expect, it } from 'vitest';
import { graphql } from '../../src/reports/index.ts';

/** Calls `graphql` as someone without a compiler could. */
function make(source: string): () => unknown {
  return () => Reflect.apply(graphql, undefined, [source]);
}

describe('graphql', () => {
  it('gives the text, the document and the name of a query', () => {
    const query = graphql(`query Names { councils(first: 1) { nodes { name } } }`);
    expect(query.operationName).toBe('Names');
    expect(query.source).toContain('councils(first: 1)');
    expect(query.document.definitions).toHaveLength(1);
  });
});

describe('graphql, misused', () => {
  it.each([
    [
      '{ council { name } }',
      '[graphql] expected a named query, but got one without a name. Write "query MyReport(…) { … }": the name shows up in logs and traces.',
    ],
    [
      'query A { a } query B { b }',
      '[graphql] expected the text of exactly one query, but got query, query. Give each report one query of its own.',
    ],
    [
      'mutation A { a }',
      '[graphql] expected the text of exactly one query, but got mutation. Give each report one query of its own.',
    ],
    [
      'fragment A on Council { name }',
      '[graphql] expected the text of exactly one query, but got no operation. Give each report one query of its own.',
    ],
    [
      'query A {',
      '[graphql] expected a GraphQL query, but it does not parse: Syntax Error: Expected Name, found <EOF>.',
    ],
  ])('refuses %j', (source, message) => {
    expect(make(source)).toThrow(new TypeError(message));
  });
});
