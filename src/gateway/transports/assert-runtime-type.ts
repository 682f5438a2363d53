import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { type CompiledField, nameOf } from './compiled-fields.ts';

/**
 * The object type that a resolver names for a value of an interface or a union.
 *
 * @throws GraphQLError in the words of graphql-js.
 */
export function assertRuntimeType(
  schema: GraphQLSchema,
  field: CompiledField,
  type: GraphQLAbstractType,
  typeName: unknown,
  value: unknown,
): GraphQLObjectType {
  const { nodes } = field;
  const mustResolve = `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${nameOf(field)}"`;
  if (typeName === null || typeName === undefined) {
    throw new GraphQLError(
      `${mustResolve}. Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (isObjectType(typeName)) {
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    );
  }
  if (typeof typeName !== 'string') {
    throw new GraphQLError(
      `${mustResolve} with value ${inspect(value)}, received "${inspect(typeName)}".`,
    );
  }
  const found = schema.getType(typeName);
  if (found === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to a type "${typeName}" that does not exist inside the schema.`,
      { nodes },
    );
  }
  if (!isObjectType(found)) {
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to a non-object type "${typeName}".`,
      { nodes },
    );
  }
  if (schema.isSubType(type, found)) return found;
  throw new GraphQLError(
    `Runtime Object type "${found.name}" is not a possible type for "${type.name}".`,
    { nodes },
  );
}
