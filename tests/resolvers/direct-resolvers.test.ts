import 'reflect-metadata';
import { GraphQLInt } from 'graphql';
import {
  Arg,
  buildSchemaSync,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { callDirectly } from '../../src/resolvers/direct-resolvers.ts';

@ObjectType()
class DirectThing {
  @Field(() => Int)
  number = 1;
}

@InputType()
class DirectFilter {
  @Field(() => Int)
  least = 0;
}

@Resolver(() => DirectThing)
class DirectThingResolver {
  readonly #sum = 100;

  @Query(() => DirectThing)
  directThing(@Arg('number', () => Int) number: number, @Ctx() context: object): unknown {
    return { sum: this.#sum + number, context };
  }

  @FieldResolver(() => Int)
  times(
    @Root() thing: DirectThing,
    @Arg('factor', () => GraphQLInt, { nullable: true }) factor: number | null,
    @Ctx() context: object,
    @Arg('plus', () => Int, { nullable: true }) plus?: number | null,
  ): unknown {
    return [thing, factor, context, plus, this.#sum];
  }

  @FieldResolver(() => Int)
  filtered(
    @Root() thing: DirectThing,
    @Arg('filter', () => DirectFilter) filter: DirectFilter,
  ): number {
    return thing.number + filter.least;
  }
}

describe('callDirectly', () => {
  beforeAll(() => {
    buildSchemaSync({ resolvers: [DirectThingResolver], validate: false, skipCheck: true });
  });
  const slow = () => 'slow';
  const made = () =>
    callDirectly(
      { Query: { directThing: slow }, DirectThing: { times: slow, filtered: slow, number: slow } },
      [DirectThingResolver],
    );
  const find = (type: string, field: string): unknown => Reflect.get(made()[type] ?? {}, field);
  const call = (type: string, field: string, ...values: readonly unknown[]): unknown => {
    const resolver = find(type, field);
    if (typeof resolver !== 'function') throw new Error('No resolver.');
    return resolver(...values);
  };
  const context = {};

  it('gives a method what it takes, in its order, on one instance of its class', () => {
    const thing = new DirectThing();
    const args = { plus: 2, factor: 3 };
    expect(call('DirectThing', 'times', thing, args, context)).toEqual([thing, 3, context, 2, 100]);
    expect(call('Query', 'directThing', undefined, { number: 5 }, context)).toEqual({
      sum: 105,
      context,
    });
  });

  it('leaves to type-graphql what takes input types, and properties', () => {
    expect(find('DirectThing', 'filtered')).toBe(slow);
    expect(find('DirectThing', 'number')).toBe(slow);
  });

  it('leaves resolvers of other classes as they are', () => {
    const given = { DirectThing: { times: slow } };
    expect(callDirectly(given, [class Other {}])).toEqual({ DirectThing: { times: slow } });
  });
});
