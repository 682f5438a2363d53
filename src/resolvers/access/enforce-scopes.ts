import {
  type ConstDirectiveNode,
  type DocumentNode,
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import { z } from 'zod';
import { forbidden } from '../common/forbidden.ts';

/** What each type or field with `@requiresScopes` needs, by coordinate: `Officer`, `Mutation.renderReport`. */
export type RequiredScopes = ReadonlyMap<string, string>;

/** One scope, as our graph asks for it. Alternatives and sums are for graphs that need them. */
const oneScope = z.object({ scopes: z.tuple([z.tuple([z.string()])]) });

/** Reads `@requiresScopes` out of a subgraph's schema. Throws for more than one scope in a place. */
export function readRequiredScopes(typeDefs: DocumentNode): RequiredScopes {
  const required = new Map<string, string>();
  for (const definition of typeDefs.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const type = definition.name.value;
    readScope(type, definition.directives, required);
    for (const field of definition.fields ?? []) {
      readScope(`${type}.${field.name.value}`, field.directives, required);
    }
  }
  return required;
}

function readScope(
  coordinate: string,
  directives: readonly ConstDirectiveNode[] = [],
  required: Map<string, string>,
): void {
  for (const { name, arguments: given = [] } of directives) {
    if (name.value !== 'requiresScopes') continue;
    const values = given.map((one) => [one.name.value, valueFromASTUntyped(one.value)]);
    required.set(coordinate, oneScope.parse(Object.fromEntries(values)).scopes[0][0]);
  }
}

/**
 * Makes a subgraph keep its own `@requiresScopes`, whoever asks it and on whatever way: fields that have it, fields of a
 * type that has it, and fields that give such a type.
 */
export function enforceScopes(schema: GraphQLSchema, required: RequiredScopes): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      const needed = [coordinate, type.name, getNamedType(field.type).name]
        .map((name) => required.get(name))
        .filter((scope) => scope !== undefined);
      if (needed.length > 0) field.resolve = guard(field.resolve, coordinate, needed);
    }
  }
}

/** Refuses a context that lacks the scope, or cannot say what it has. @throws GraphQLError `FORBIDDEN` */
export function assertScope(context: unknown, scope: string, coordinate: string): void {
  if (typeof context === 'object' && context !== null && 'may' in context) {
    if (typeof context.may === 'function' && context.may(scope) === true) return;
  }
  throw forbidden(coordinate, scope);
}

function guard(
  resolve: GraphQLFieldResolver<unknown, unknown> = defaultFieldResolver,
  coordinate: string,
  needed: readonly string[],
): GraphQLFieldResolver<unknown, unknown> {
  return (source, values, context, info) => {
    for (const scope of needed) assertScope(context, scope, coordinate);
    return resolve(source, values, context, info);
  };
}
