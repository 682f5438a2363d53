import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  buildASTSchema,
  type DocumentNode,
  GraphQLScalarType,
  type GraphQLSchema,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';

/**
 * The schema clients see: the supergraph without its join directives and without everything `@inaccessible`.
 *
 * `scalars` lend their checks to the custom scalars of the same name: a literal or a variable that they
 * refuse is refused before planning, while the value itself is passed on to subgraphs as the client sent it.
 */
export function buildPublicSchema(
  supergraph: DocumentNode,
  scalars: readonly GraphQLScalarType[] = [],
): GraphQLSchema {
  const schema = buildASTSchema(transformSupergraphToPublicSchema(supergraph));
  for (const scalar of scalars) {
    const target = schema.getType(scalar.name);
    if (isScalarType(target) && !isSpecifiedScalarType(target)) lendChecks(target, scalar);
  }
  return schema;
}

function lendChecks(target: GraphQLScalarType, checks: GraphQLScalarType): void {
  const readLiteral = new GraphQLScalarType({ name: target.name }).parseLiteral;
  target.parseValue = (value) => {
    checks.parseValue(value);
    return value;
  };
  target.parseLiteral = (node, variables) => {
    checks.parseLiteral(node, variables);
    return readLiteral(node, variables);
  };
}
