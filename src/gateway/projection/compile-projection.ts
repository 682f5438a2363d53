import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import { collectFields, innerSelections, type SelectionScope } from './collect-fields.ts';
import { leafCompleter } from './leaf-completer.ts';
import { addToPaths, type Completer, type ProjectionRun, reportProblem } from './projection-run.ts';
import { sourceKey } from './source-key.ts';
import { type BranchField, partByType } from './type-branches.ts';

/** One field of the answer. */
export interface FieldProjection {
  readonly key: string;
  /** The key it is fetched under, which may differ where fields differ by type. */
  readonly source: string;
  readonly complete: Completer;
  /** For a field with fields of its own: their projection by runtime type. */
  readonly inner: TypedProjections | undefined;
}

/** The projections of one selection set, one for each type that a value may have. */
export interface TypedProjections {
  /** The fields of a value, by its `__typename` or the static type; `undefined` when no such value may be shown. */
  fieldsFor(value: ResponseObject): readonly FieldProjection[] | undefined;
  /** The fields of every type that a value may have, for places whose value is lost. */
  all(): readonly (readonly FieldProjection[])[];
}

/** How an operation's answer is cut out of the fetched data. */
export interface Projection {
  readonly root: TypedProjections;
  readonly complete: Completer;
}

/**
 * Compiles the selection of an operation against the public schema: order and names of fields, abstract types and
 * nulls.
 */
export function compileProjection(
  operation: OperationDefinitionNode,
  rootType: GraphQLObjectType,
  scope: SelectionScope,
): Projection {
  const compiler = new ProjectionCompiler(scope);
  const { complete, inner } = compiler.compileObject(
    rootType,
    [operation.selectionSet],
    rootType.name,
  );
  return { root: inner, complete };
}

class ProjectionCompiler {
  readonly #scope: SelectionScope;
  readonly #schema: GraphQLSchema;

  constructor(scope: SelectionScope) {
    this.#scope = scope;
    this.#schema = scope.schema;
  }

  compileObject(
    type: GraphQLCompositeType,
    selections: readonly SelectionSetNode[],
    coordinate: string,
  ): { complete: Completer; inner: TypedProjections } {
    const inner = isObjectType(type)
      ? this.#concreteProjections(type, selections)
      : this.#abstractProjections(type, selections);
    return { complete: objectCompleter(inner, coordinate, type.name), inner };
  }

  #concreteProjections(
    type: GraphQLObjectType,
    selections: readonly SelectionSetNode[],
  ): TypedProjections {
    const fields = this.#compileFields(type, selections);
    return { fieldsFor: () => fields, all: () => [fields] };
  }

  #abstractProjections(
    type: GraphQLAbstractType,
    selections: readonly SelectionSetNode[],
  ): TypedProjections {
    const compiled = new Map<unknown, readonly FieldProjection[]>();
    const { byType } = partByType(this.#scope, type, selections);
    const compileFor = (typeName: unknown) => {
      if (typeName === undefined || typeName === type.name) {
        return this.#compileFields(type, selections);
      }
      const actual = typeof typeName === 'string' ? this.#schema.getType(typeName) : undefined;
      if (isObjectType(actual) && this.#schema.isSubType(type, actual)) {
        return this.#compileFields(actual, selections, byType.get(actual));
      }
      const known = isAbstractType(actual) && this.#schema.getPossibleTypes(actual).length > 0;
      return known ? this.#compileFields(type, selections) : undefined;
    };
    const fieldsFor = (typeName: unknown) => {
      const known = compiled.get(typeName);
      if (known !== undefined) return known;
      const fields = compileFor(typeName);
      if (fields !== undefined) compiled.set(typeName, fields);
      return fields;
    };
    return {
      fieldsFor: (value) => fieldsFor(value.__typename),
      all: () =>
        this.#schema.getPossibleTypes(type).map((possible) => fieldsFor(possible.name) ?? []),
    };
  }

  #compileFields(
    type: GraphQLCompositeType,
    selections: readonly SelectionSetNode[],
    branch?: ReadonlyMap<string, BranchField>,
  ): readonly FieldProjection[] {
    const collected = collectFields(this.#scope, type, selections);
    return [...collected].flatMap(([key, nodes]) => {
      const source = branch?.get(key)?.source ?? sourceKey(key);
      return this.#compileField(type, key, source, nodes) ?? [];
    });
  }

  #compileField(
    type: GraphQLCompositeType,
    key: string,
    source: string,
    nodes: readonly [FieldNode, ...FieldNode[]],
  ): FieldProjection | undefined {
    const name = nodes[0].name.value;
    if (name === '__typename') {
      return { key, source: name, complete: typenameCompleter(type), inner: undefined };
    }
    if (name === '__schema' || name === '__type') {
      return { key, source: key, complete: (value) => value ?? null, inner: undefined };
    }
    const definition = 'getFields' in type ? type.getFields()[name] : undefined;
    if (definition === undefined) return undefined;
    const coordinate = `${type.name}.${name}`;
    const compiled = this.#compileType(definition.type, innerSelections(nodes), coordinate);
    return { key, source, ...compiled };
  }

  #compileType(
    type: GraphQLOutputType,
    selections: readonly SelectionSetNode[],
    coordinate: string,
  ): { complete: Completer; inner: TypedProjections | undefined } {
    const nullable = getNullableType(type);
    const { complete, inner } = this.#compileNullable(nullable, selections, coordinate);
    return {
      complete: isNonNullType(type) ? nonNull(complete, coordinate) : orNull(complete),
      inner,
    };
  }

  #compileNullable(
    type: GraphQLOutputType,
    selections: readonly SelectionSetNode[],
    coordinate: string,
  ): { complete: Completer; inner: TypedProjections | undefined } {
    if (isListType(type)) {
      const item = this.#compileType(type.ofType, selections, coordinate);
      return { complete: listCompleter(item.complete, coordinate), inner: item.inner };
    }
    if (isLeafType(type)) return { complete: leafCompleter(type, coordinate), inner: undefined };
    if (isNonNullType(type)) throw new Error('A type cannot be non-null twice');
    return this.compileObject(type, selections, coordinate);
  }
}

function nonNull(complete: Completer, coordinate: string): Completer {
  return (value, run) => {
    if (value !== null && value !== undefined) return complete(value, run);
    reportProblem(
      run,
      'NULL_IN_NON_NULL_FIELD',
      `"${coordinate}" is never null by the schema, but the subgraph gave no value.`,
    );
    return undefined;
  };
}

function orNull(complete: Completer): Completer {
  return (value, run) => {
    if (value === null || value === undefined) return null;
    const result = complete(value, run);
    return result === undefined ? null : result;
  };
}

function listCompleter(completeItem: Completer, coordinate: string): Completer {
  return (value, run) => {
    if (!Array.isArray(value)) return reportShape(run, coordinate, 'A list');
    const items: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      const before = run.problems.length;
      const item = completeItem(value[index], run);
      if (run.problems.length > before) addToPaths(run, before, index);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return items;
  };
}

function objectCompleter(
  projections: TypedProjections,
  coordinate: string,
  typeName: string,
): Completer {
  return (value, run) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return reportShape(run, coordinate, `An object of type "${typeName}"`);
    }
    const source = value as ResponseObject;
    const fields = projections.fieldsFor(source);
    if (fields === undefined)
      return reportShape(run, coordinate, `A visible type of "${typeName}"`);
    const result: ResponseObject = {};
    for (const field of fields) {
      const before = run.problems.length;
      const completed = field.complete(source[field.source], run);
      if (run.problems.length > before) addToPaths(run, before, field.key, source);
      if (completed === undefined) return undefined;
      if (field.key === '__proto__') defineProto(result, completed);
      else result[field.key] = completed;
    }
    return result;
  };
}

/** Gives an object a key `__proto__` of its own: assigning to it would change what the object inherits. */
function defineProto(object: ResponseObject, value: unknown): void {
  Object.defineProperty(object, '__proto__', { value, enumerable: true });
}

/** The public name of the object's type. An interface's own name, from an interface object, is no answer. */
function typenameCompleter(type: GraphQLCompositeType): Completer {
  if (isObjectType(type)) return () => type.name;
  const coordinate = `${type.name}.__typename`;
  return nonNull(
    (value, run) =>
      typeof value === 'string' && value !== type.name
        ? value
        : reportShape(run, coordinate, 'The name of an object type'),
    coordinate,
  );
}

function reportShape(run: ProjectionRun, coordinate: string, expected: string): undefined {
  reportProblem(
    run,
    'VALUE_NOT_IN_SCHEMA',
    `${expected} was expected for "${coordinate}", but the subgraph gave something else.`,
  );
}
