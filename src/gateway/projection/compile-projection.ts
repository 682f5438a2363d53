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
import type { ShownSelections, ShownSteps } from '../parts/shown-steps.ts';
import { deferLabel, isDeferred } from '../plan/deferral.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';
import {
  collectFields,
  type FragmentNode,
  innerSelections,
  type SelectionScope,
} from './collect-fields.ts';
import { leafCompleter } from './leaf-completer.ts';
import {
  addFieldToPaths,
  addIndexToPaths,
  type Completer,
  type ProjectionRun,
  reportProblem,
} from './projection-run.ts';
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

/** A part of an answer: the first, or a deferred fragment of one object. */
export interface PartProjection extends Projection {
  readonly label: string | undefined;
  /** The steps of the plan that write what it shows. */
  readonly steps: ReadonlySet<number>;
}

/** How an operation's answer is cut into parts. */
export interface PartedProjection {
  readonly first: PartProjection;
  /** The fragments that are deferred where an object has these fields. */
  deferredAt(fields: readonly FieldProjection[]): readonly PartProjection[];
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
  const place = rootPlace(operation, new Set());
  const { complete, inner } = compiler.compileObject(rootType, place, rootType.name);
  return { root: inner, complete };
}

/**
 * Compiles the selection of an operation into parts. A fragment is one where it is deferred and shows something that is
 * written by none of the steps that the parts around it wait for.
 */
export function compileParts(
  operation: OperationDefinitionNode,
  rootType: GraphQLObjectType,
  scope: SelectionScope,
  shownSteps: ShownSteps,
): PartedProjection {
  const compiler = new ProjectionCompiler(scope, shownSteps);
  const steps = new Set(shownSteps.of(rootType, rootPlace(operation, new Set())));
  const place = rootPlace(operation, steps);
  const { complete, inner } = compiler.compileObject(rootType, place, rootType.name);
  return {
    first: { label: undefined, steps, complete, root: inner },
    deferredAt: (fields) => compiler.deferred.get(fields) ?? [],
  };
}

/** The selections of one object within a part. */
interface Place extends ShownSelections {
  /** The steps that write what the part shows. Those of fragments that come with it are added. */
  readonly steps: Set<number>;
  /** Those steps, and those of the parts around it, which have come before. */
  readonly awaited: ReadonlySet<number>;
}

function rootPlace({ selectionSet }: OperationDefinitionNode, steps: Set<number>): Place {
  return { whole: [selectionSet], shown: [selectionSet], path: '', steps, awaited: steps };
}

class ProjectionCompiler {
  /** What is deferred of objects with these fields. */
  readonly deferred = new WeakMap<readonly FieldProjection[], readonly PartProjection[]>();
  readonly #scope: SelectionScope;
  readonly #schema: GraphQLSchema;
  readonly #shownSteps: ShownSteps | undefined;

  /** @param shownSteps Set to compile parts. */
  constructor(scope: SelectionScope, shownSteps?: ShownSteps) {
    this.#scope = scope;
    this.#schema = scope.schema;
    this.#shownSteps = shownSteps;
  }

  compileObject(
    type: GraphQLCompositeType,
    place: Place,
    coordinate: string,
  ): { complete: Completer; inner: TypedProjections } {
    const inner = isObjectType(type)
      ? this.#concreteProjections(type, place)
      : this.#abstractProjections(type, place);
    return { complete: objectCompleter(inner, coordinate, type.name), inner };
  }

  #concreteProjections(type: GraphQLObjectType, place: Place): TypedProjections {
    return always(this.#compileFields(type, place));
  }

  #abstractProjections(type: GraphQLAbstractType, place: Place): TypedProjections {
    const compiled = new Map<unknown, readonly FieldProjection[]>();
    const { byType } = partByType(this.#scope, type, place.whole);
    const compileFor = (typeName: unknown) => {
      if (typeName === undefined || typeName === type.name) {
        return this.#compileFields(type, place);
      }
      const actual = typeof typeName === 'string' ? this.#schema.getType(typeName) : undefined;
      if (isObjectType(actual) && this.#schema.isSubType(type, actual)) {
        return this.#compileFields(actual, place, byType.get(actual));
      }
      const known = isAbstractType(actual) && this.#schema.getPossibleTypes(actual).length > 0;
      return known ? this.#compileFields(type, place) : undefined;
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
    place: Place,
    branch?: ReadonlyMap<string, BranchField>,
  ): readonly FieldProjection[] {
    const parts: PartProjection[] = [];
    const collected = collectFields(
      this.#scope,
      type,
      place.shown,
      undefined,
      this.#shownSteps &&
        ((selection, selectionSet) => {
          const part = this.#compilePart(type, place, branch, selection, selectionSet);
          if (part !== undefined) parts.push(part);
          return part !== undefined;
        }),
    );
    const whole = this.#shownSteps ? collectFields(this.#scope, type, place.whole) : collected;
    const fields = [...collected].flatMap(([key, nodes]) => {
      const source = branch?.get(key)?.source ?? sourceKey(key);
      const inner = {
        whole: innerSelections(whole.get(key) ?? nodes),
        shown: innerSelections(nodes),
        path: `${place.path}.${source}`,
        steps: place.steps,
        awaited: place.awaited,
      };
      return this.#compileField(type, key, source, nodes[0], inner) ?? [];
    });
    if (parts.length > 0) this.deferred.set(fields, parts);
    return fields;
  }

  /** `undefined` for a fragment that is not deferred, or has nothing to wait for. */
  #compilePart(
    type: GraphQLCompositeType,
    place: Place,
    branch: ReadonlyMap<string, BranchField> | undefined,
    selection: FragmentNode,
    selectionSet: SelectionSetNode,
  ): PartProjection | undefined {
    if (!isDeferred(selection, this.#scope.conditions)) return undefined;
    const shown = { ...place, shown: [selectionSet] };
    const steps = new Set(this.#shownSteps?.of(type, shown, branch));
    if ([...steps].every((step) => place.awaited.has(step))) {
      for (const step of steps) place.steps.add(step);
      return undefined;
    }
    const inner = { ...shown, steps, awaited: new Set([...place.awaited, ...steps]) };
    const root = always(this.#compileFields(type, inner, branch));
    const complete = objectCompleter(root, type.name, type.name);
    return { label: deferLabel(selection), steps, root, complete };
  }

  #compileField(
    type: GraphQLCompositeType,
    key: string,
    source: string,
    node: FieldNode,
    inner: Place,
  ): FieldProjection | undefined {
    const name = node.name.value;
    if (name === '__typename') {
      return { key, source: name, complete: typenameCompleter(type), inner: undefined };
    }
    if (name === '__schema' || name === '__type') {
      return { key, source: key, complete: (value) => value ?? null, inner: undefined };
    }
    const definition = 'getFields' in type ? type.getFields()[name] : undefined;
    if (definition === undefined) return undefined;
    const coordinate = `${type.name}.${name}`;
    const compiled = this.#compileType(definition.type, inner, coordinate);
    return { key, source, ...compiled };
  }

  #compileType(
    type: GraphQLOutputType,
    place: Place,
    coordinate: string,
  ): { complete: Completer; inner: TypedProjections | undefined } {
    const nullable = getNullableType(type);
    const { complete, inner } = this.#compileNullable(nullable, place, coordinate);
    return {
      complete: isNonNullType(type) ? nonNull(complete, coordinate) : orNull(complete),
      inner,
    };
  }

  #compileNullable(
    type: GraphQLOutputType,
    place: Place,
    coordinate: string,
  ): { complete: Completer; inner: TypedProjections | undefined } {
    if (isListType(type)) {
      const item = this.#compileType(type.ofType, place, coordinate);
      return { complete: listCompleter(item.complete, coordinate), inner: item.inner };
    }
    if (isLeafType(type)) return { complete: leafCompleter(type, coordinate), inner: undefined };
    if (isNonNullType(type)) throw new Error('A type cannot be non-null twice');
    return this.compileObject(type, place, coordinate);
  }
}

/** The same fields for every value. */
function always(fields: readonly FieldProjection[]): TypedProjections {
  return { fieldsFor: () => fields, all: () => [fields] };
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
      if (run.problems.length > before) addIndexToPaths(run, before, index);
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
      if (run.problems.length > before) addFieldToPaths(run, before, field, source);
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
