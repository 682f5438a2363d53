import { parse, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { AnswerPolicy } from '../../../src/gateway/caching/answer-policy.ts';
import { readCacheHints } from '../../../src/gateway/caching/cache-hints.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from '../../../src/gateway/supergraph/public-schema.ts';
import { createHintedGraph, definition, hintedSubgraphs, link } from './hinted-graph.ts';

const { gateway } = createHintedGraph();

async function headerOf(query: string, variables: Record<string, unknown> = {}) {
  const policy = new AnswerPolicy();
  const { errors } = await gateway.execute({
    document: query,
    variables,
    contextValue: {},
    policy,
  });
  expect(errors).toBeUndefined();
  return policy.header;
}

describe('@cacheControl', () => {
  it.each([
    // Root fields and objects are not kept without a hint; leaves keep as long as what they are part of.
    ['{ count }', 'private, no-cache'],
    ['{ counted }', 'max-age=20, public'],
    ['{ bare { x } }', 'private, no-cache'],
    ['{ hinted { x } }', 'max-age=30, public'],
    ['{ book { title } }', 'max-age=60, public'],
    ['{ book { bare { x } } }', 'private, no-cache'],
    // The shortest counts, and a field's before its type's.
    ['{ book { title price } }', 'max-age=5, public'],
    ['{ longer { title } }', 'max-age=90, public'],
    ['{ book { title } counted }', 'max-age=20, public'],
    ['{ book { title } never { x } }', 'no-store'],
    ['{ book { title } count }', 'private, no-cache'],
    // inheritMaxAge of a type, and of a field.
    ['{ book { size { pages } } }', 'max-age=60, public'],
    ['{ book { author { name } } }', 'max-age=60, public'],
    // One PRIVATE makes all of it private.
    ['{ mine { x } }', 'max-age=30, private'],
    ['{ book { secret } counted }', 'max-age=20, private'],
    // Interfaces and unions: their own hint, those of the fields of all possible types, and of the types that are named.
    ['{ named { name } }', 'max-age=7, public'],
    ['{ found { ... on Bare { x } } }', 'max-age=40, public'],
    ['{ found { ... on Fleeting { x } } }', 'max-age=3, public'],
    // Entities count by their type in the subgraph that is asked.
    ['{ book { stars } }', 'max-age=10, public'],
    ['{ book { stars reviews { text } } }', 'private, no-cache'],
    ['{ book { stock } }', 'private, no-cache'],
    ['{ reviewed { stars } }', 'max-age=30, public'],
    ['{ reviewed { title } }', 'max-age=30, public'],
    ['{ reviewed { price stars } }', 'max-age=5, public'],
    ['{ __typename }', 'private, no-cache'],
    ['{ counted __typename }', 'max-age=20, public'],
  ])('%s gives %s', async (query, expected) => {
    expect(await headerOf(query)).toBe(expected);
  });

  it('counts for what is fetched, not for what a condition leaves out', async () => {
    const query = 'query ($all: Boolean!) { counted never @include(if: $all) { x } }';
    expect(await headerOf(query, { all: false })).toBe('max-age=20, public');
    expect(await headerOf(query, { all: true })).toBe('no-store');
  });

  it('is carried in the supergraph with its subgraph, and is nothing to clients', () => {
    const supergraph = composeSupergraph(hintedSubgraphs);
    const hints = readCacheHints(parse(supergraph));
    expect(hints.hintOf('books', 'Book')).toEqual({ maxAge: 60 });
    expect(hints.hintOf('reviews', 'Book')).toEqual({ maxAge: 10 });
    expect(hints.hintOf('stock', 'Book')).toBeUndefined();
    expect(hints.hintOf('books', 'Found')).toEqual({ maxAge: 40 });
    expect(hints.hintOf('books', 'Named')).toEqual({ maxAge: 50 });
    expect(hints.hintOf('books', 'Query.mine')).toEqual({ maxAge: 30, scope: 'PRIVATE' });
    expect(printSchema(buildPublicSchema(parse(supergraph)))).not.toMatch(/cacheControl|join__/i);
  });

  it('is read where another composition carried it, for all subgraphs that have the place', () => {
    const composed = `${link} @link(url: "https://specs.example.org/cacheControl/v1.0", import: ["@cacheControl"])
      @composeDirective(name: "@cacheControl") ${definition}
      type Query { a: Int @cacheControl(maxAge: 8, scope: PRIVATE) }`;
    const supergraph = composeSupergraph([{ name: 'a', typeDefs: composed }]);
    expect(supergraph).toContain('a: Int @cacheControl(maxAge: 8, scope: PRIVATE)');
    const foreign = supergraph.replaceAll(/@join__directive\(graphs: \[A\].*?\}\)/g, '');
    const hints = readCacheHints(parse(foreign));
    expect(hints.hintOf('a', 'Query.a')).toEqual({ maxAge: 8, scope: 'PRIVATE' });
  });

  it('says nothing where it is not what it should be', () => {
    const typeDefs = `${link} ${definition} type Query { a: Int @cacheControl(maxAge: -8) }`;
    const hints = readCacheHints(parse(composeSupergraph([{ name: 'a', typeDefs }])));
    expect(hints.hintOf('a', 'Query.a')?.maxAge).toBeUndefined();
  });

  it('leaves an enum of its name to clients where fields give it', () => {
    const typeDefs = `${link} ${definition} type Query { a: CacheControlScope @cacheControl(maxAge: 8) }`;
    const supergraph = composeSupergraph([{ name: 'a', typeDefs }]);
    expect(printSchema(buildPublicSchema(parse(supergraph)))).toContain('enum CacheControlScope');
  });

  it('has to be defined by the subgraph that uses it', () => {
    const typeDefs = `${link} type Query { a: Int @cacheControl(maxAge: 8) }`;
    expect(() => composeSupergraph([{ name: 'a', typeDefs }])).toThrow(
      /INVALID_GRAPHQL.*Unknown directive "@cacheControl"/s,
    );
  });
});
