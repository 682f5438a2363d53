import {
  type FieldNode,
  GraphQLBoolean,
  type GraphQLField,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import {
  collectFields,
  innerSelections,
  type SelectionScope,
} from '../projection/collect-fields.ts';
import type { ResponseObject } from './subgraph-transport.ts';

/** A field that an operation selects of an object type, with all that is the same for every value of it. */
export interface CompiledField {
  /** Its response key. */
  readonly key: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly type: GraphQLOutputType;
  readonly isNonNull: boolean;
  /** Whether resolvers of it or of its types are told where they are. */
  readonly needsInfo: boolean;
  readonly takesArguments: boolean;
  /** Its type where that is a scalar or an enum, null or not. */
  readonly leafType: GraphQLLeafType | undefined;
  /** Whether a value is one that `leafType` gives as it is. */
  isPlain(value: unknown): boolean;
  /** What is selected of a value of an object type. */
  selectionOf(type: GraphQLObjectType): CompiledSelection;
}

/** What an operation selects of an object type. */
export interface CompiledSelection {
  /** In the order of the response. */
  readonly fields: readonly CompiledField[];
  /** An object to put the fields into, each under its response key. */
  create(): ResponseObject;
}

/** A field as graphql-js calls it in errors: `Council.name`. */
export function nameOf({ parentType, definition }: CompiledField): string {
  return `${parentType.name}.${definition.name}`;
}

/** The fields of an object type that selections ask for. Unknown ones are left out. */
export function compileSelection(
  scope: SelectionScope,
  parentType: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
): CompiledSelection {
  const fields = [...collectFields(scope, parentType, selections)].flatMap(([key, nodes]) => {
    const definition = findDefinition(scope.schema, parentType, nodes[0].name.value);
    return definition === undefined
      ? []
      : [compileField(scope, parentType, key, nodes, definition)];
  });
  // An alias may be the name that leads to what all objects share.
  const isHostile = fields.some(({ key }) => key === '__proto__');
  if (isHostile) return { fields, create: () => Object.create(null) };
  // With all its keys from the start, an object takes half the memory that it takes when it grows.
  const empty: ResponseObject = Object.fromEntries(fields.map(({ key }) => [key, undefined]));
  return { fields, create: () => ({ ...empty }) };
}

function compileField(
  scope: SelectionScope,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
  definition: GraphQLField<unknown, unknown>,
): CompiledField {
  const { type } = definition;
  const named = getNamedType(type);
  const inner = isNonNullType(type) ? type.ofType : type;
  const leafType = isLeafType(inner) ? inner : undefined;
  const byType = new Map<GraphQLObjectType, CompiledSelection>();
  return {
    key,
    parentType,
    definition,
    nodes,
    type,
    isNonNull: isNonNullType(type),
    needsInfo:
      definition.resolve !== undefined ||
      isAbstractType(named) ||
      (isObjectType(named) && named.isTypeOf != null),
    takesArguments: definition.args.length > 0,
    leafType,
    isPlain: plainByType.get(leafType) ?? (() => false),
    selectionOf(objectType) {
      const known = byType.get(objectType);
      if (known !== undefined) return known;
      const selection = compileSelection(scope, objectType, innerSelections(nodes));
      byType.set(objectType, selection);
      return selection;
    },
  };
}

/** As graphql-js finds it: introspection only at the root. */
function findDefinition(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  const isRoot = schema.getQueryType() === parentType;
  if (isRoot && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isRoot && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return parentType.getFields()[name];
}

/** What a scalar of the specification gives as it is. Everything else is for the type to say. */
const plainByType = new Map<unknown, (value: unknown) => boolean>([
  [GraphQLString, (value) => typeof value === 'string'],
  [GraphQLID, (value) => typeof value === 'string'],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLFloat, (value) => Number.isFinite(value)],
  [GraphQLInt, (value) => typeof value === 'number' && (value | 0) === value],
]);
