import {
  GraphQLError,
  GraphQLScalarType,
  GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
  specifiedDirectives,
  validate,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildPublicSchema } from '../../../src/gateway/supergraph/public-schema.ts';
import { marketSupergraphSdl } from '../fixture/market.gateway.ts';
import { buildPlainMarket } from '../fixture/market.plain-schema.ts';

describe('buildPublicSchema', () => {
  const supergraph = parse(marketSupergraphSdl);

  it('shows what clients may ask for and nothing of the federation', () => {
    const schema = buildPublicSchema(supergraph);
    const withoutDefer = new GraphQLSchema({
      ...schema.toConfig(),
      directives: specifiedDirectives,
    });
    expect(printSchema(lexicographicSortSchema(withoutDefer))).toBe(
      printSchema(lexicographicSortSchema(buildPlainMarket())),
    );
    const names = schema.getDirectives().map(({ name }) => name);
    const specified = specifiedDirectives.map(({ name }) => name);
    expect(names.filter((name) => !specified.includes(name))).toEqual(['defer']);
  });

  it('refuses a literal that the lent scalar refuses', () => {
    const even = new GraphQLScalarType({
      name: 'Even',
      parseValue: (value) => value,
      parseLiteral: (node) => {
        if (node.kind !== 'IntValue' || Number(node.value) % 2) throw new GraphQLError('Not even');
        return 'read';
      },
    });
    const sdl = parse('scalar Even type Query { half(of: Even): Int }');
    const schema = buildPublicSchema(sdl, [even]);
    expect(validate(schema, parse('{ half(of: 4) }'))).toEqual([]);
    expect(validate(schema, parse('{ half(of: 3) }')).map(({ message }) => message)).toEqual([
      'Not even',
    ]);
    expect(validate(buildPublicSchema(sdl), parse('{ half(of: 3) }'))).toEqual([]);
  });
});
