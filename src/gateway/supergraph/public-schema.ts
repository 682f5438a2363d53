import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  buildASTSchema,
  type DocumentNode,
  GraphQLScalarType,
  type GraphQLSchema,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
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
  const schema = buildASTSchema(withDefer(transformSupergraphToPublicSchema(supergraph)));
  for (const scalar of scalars) {
    const target = schema.getType(scalar.name);
    if (isScalarType(target) && !isSpecifiedScalarType(target)) lendChecks(target, scalar);
  }
  return schema;
}

const deferDirective = parse(
  `"""
Lets the rest of the answer come first: what is in the fragment follows in a part of its own, for clients that accept
multipart/mixed. What needs nothing more to be fetched comes with the rest.
"""
directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT`,
  { noLocation: true },
);

/** `@defer` is a wish, which any gateway can grant or not: it is there whatever the supergraph says. */
function withDefer(document: DocumentNode): DocumentNode {
  const isThere = document.definitions.some(
    (definition) =>
      definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === 'defer',
  );
  if (isThere) return document;
  return { ...document, definitions: [...document.definitions, ...deferDirective.definitions] };
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
