import { GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

/** Any JSON value. Used for what a report defines itself: its parameters and their description. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value: an object, a list, a string, a number, true, false or null.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node: ValueNode, variables) =>
    node.kind === Kind.NULL ? null : valueFromASTUntyped(node, variables),
});
