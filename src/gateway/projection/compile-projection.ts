import {
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
} from 'graphql';
import type { Fragments } from '../plan/filter-root-selection.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import {
  collectFields,
  type FieldOccurrence,
  type GuardedSelection,
  innerSelections,
  rootSelection,
} from './collect-fields.ts';
import { ConditionTable } from './condition.ts';
import { leafCompleter } from './leaf-completer.ts';
import { addToPaths, type Completer, type ProjectionRun, reportProblem } from './projection-run.ts';

/** One field of the answer. */
export interface FieldProjection {
  readonly key: string;
  /** Number of its condition, or -1 when it is always there. */
  readonly condition: number;
  readonly complete: Completer;
  /** For a field with fields of its own: their projection by runtime type. */
  readonly inner: TypedProjections | undefined;
}

/** The projections of one selection set, one for each type that a value may have. */
export interface TypedProjections {
  /** The fields of a value, by its `__typename` or the static type; `undefined` when no such value may be shown. */
  fieldsFor(value: ResponseObject): readonly FieldProjection[] | undefined;
}

/** How an operation's answer is cut out of the fetched data. */
export interface Projection {
  readonly conditions: ConditionTable;
  readonly root: TypedProjections;
  readonly complete: Completer;
}

/**
 * Compiles the selection of an operation against the public schema: order and names of fields, abstract types,
 * nulls and conditions. `verbatim` names the root fields whose value is already complete (introspection).
 */
export function compileProjection(
  schema: GraphQLSchema,
  fragments: Fragments,
  operation: OperationDefinitionNode,
  rootType: GraphQLObjectType,
): Projection {
  const conditions = new ConditionTable();
  const compiler = new ProjectionCompiler(schema, fragments, conditions);
  const { complete, inner } = compiler.compileObject(
    rootType,
    rootSelection(operation.selectionSet),
    rootType.name,
  );
  return { conditions, root: inner, complete };
}

class ProjectionCompiler {
  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: Fragments,
    readonly conditions: ConditionTable,
  ) {}

  compileObject(
    type: GraphQLCompositeType,
    selections: readonly GuardedSelection[],
    coordinate: string,
  ): { complete: Completer; inner: TypedProjections } {
    const inner = isObjectType(type)
      ? this.#concreteProjections(type, selections)
      : this.#abstractProjections(type, selections);
    return { complete: objectCompleter(inner, coordinate, type.name), inner };
  }

  #concreteProjections(
    type: GraphQLObjectType,
    selections: readonly GuardedSelection[],
  ): TypedProjections {
    const fields = this.#compileFields(type, selections);
    return { fieldsFor: () => fields };
  }

  #abstractProjections(
    type: GraphQLAbstractType,
    selections: readonly GuardedSelection[],
  ): TypedProjections {
    const byType = new Map<unknown, readonly FieldProjection[] | undefined>();
    const compileFor = (typeName: unknown) => {
      if (typeName === undefined || typeName === type.name) {
        return this.#compileFields(type, selections);
      }
      const actual = typeof typeName === 'string' ? this.schema.getType(typeName) : undefined;
      if (isObjectType(actual) && this.schema.isSubType(type, actual)) {
        return this.#compileFields(actual, selections);
      }
      const known = isAbstractType(actual) && this.schema.getPossibleTypes(actual).length > 0;
      return known ? this.#compileFields(type, selections) : undefined;
    };
    return {
      fieldsFor: ({ __typename: typeName }) => {
        const known = byType.get(typeName);
        if (known !== undefined || byType.has(typeName)) return known;
        const fields = compileFor(typeName);
        if (fields !== undefined) byType.set(typeName, fields);
        return fields;
      },
    };
  }

  #compileFields(
    type: GraphQLCompositeType,
    selections: readonly GuardedSelection[],
  ): readonly FieldProjection[] {
    const collected = collectFields(this.schema, this.fragments, type, selections);
    return [...collected].flatMap(([key, occurrences]) => {
      const field = this.#compileField(type, key, occurrences);
      return field === undefined ? [] : [field];
    });
  }

  #compileField(
    type: GraphQLCompositeType,
    key: string,
    occurrences: readonly FieldOccurrence[],
  ): FieldProjection | undefined {
    const name = occurrences[0]?.node.name.value ?? key;
    const condition = this.conditions.numberOf(occurrences.map(({ guard }) => guard));
    if (name === '__typename') {
      return { key, condition, complete: typenameCompleter(type), inner: undefined };
    }
    if (name === '__schema' || name === '__type') {
      return { key, condition, complete: (value) => value ?? null, inner: undefined };
    }
    const definition = 'getFields' in type ? type.getFields()[name] : undefined;
    if (definition === undefined) return undefined;
    const selections = innerSelections(occurrences);
    const coordinate = `${type.name}.${name}`;
    const { complete, inner } = this.#compileType(definition.type, selections, coordinate);
    return { key, condition, complete, inner };
  }

  #compileType(
    type: GraphQLOutputType,
    selections: readonly GuardedSelection[],
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
    selections: readonly GuardedSelection[],
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
      if (field.condition !== -1 && run.conditions[field.condition] !== true) continue;
      const before = run.problems.length;
      const completed = field.complete(source[field.key], run);
      if (run.problems.length > before) addToPaths(run, before, field.key);
      if (completed === undefined) return undefined;
      result[field.key] = completed;
    }
    return result;
  };
}

/** The public name of the object's type. An interface's own name, from an interface object, is no answer. */
function typenameCompleter(type: GraphQLCompositeType): Completer {
  if (isObjectType(type)) return () => type.name;
  return nonNull(
    (value, run) =>
      typeof value === 'string' && value !== type.name
        ? value
        : reportShape(run, `${type.name}.__typename`, 'The name of an object type'),
    `${type.name}.__typename`,
  );
}

function reportShape(run: ProjectionRun, coordinate: string, expected: string): undefined {
  reportProblem(
    run,
    'VALUE_NOT_IN_SCHEMA',
    `${expected} was expected for "${coordinate}", but the subgraph gave something else.`,
  );
}
