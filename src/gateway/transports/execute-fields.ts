import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  locatedError,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Path } from 'graphql/jsutils/Path.js';
import { assertRuntimeType } from './assert-runtime-type.ts';
import { type CompiledField, type CompiledSelection, nameOf } from './compiled-fields.ts';
import type { ResponseObject } from './subgraph-transport.ts';

/** One execution of an operation by a schema. */
export interface ExecutionRun
  extends Pick<
    GraphQLResolveInfo,
    'schema' | 'fragments' | 'operation' | 'variableValues' | 'rootValue'
  > {
  readonly contextValue: unknown;
  readonly errors: FieldErrors;
  /** Arguments that were read from the operation and its variables. */
  readonly argumentsOf: Map<CompiledField, Record<string, unknown>>;
}

/** Errors of fields. One under a field that is null for another is not told. */
export class FieldErrors {
  readonly list: GraphQLError[] = [];
  readonly #nulled = new Set<Path | undefined>();

  add(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return;
    if (this.#nulled.has(undefined)) return;
    this.#nulled.add(path);
    this.list.push(error);
  }
}

/**
 * Executes what is selected of one object, as graphql-js does. Gives a promise only when a field has to wait; throws or
 * rejects with the error of a field that may not be null.
 */
export function executeSelection(
  run: ExecutionRun,
  { fields, create }: CompiledSelection,
  source: unknown,
  path: Path | undefined,
): ResponseObject | Promise<ResponseObject> {
  const results = create();
  let waiting: Promise<void>[] | undefined;
  try {
    for (const field of fields) {
      const result = executeField(run, field, source, path);
      results[field.key] = result;
      if (!isPromise(result)) continue;
      waiting ??= [];
      waiting.push(putLater(results, field.key, result));
    }
  } catch (error) {
    if (waiting === undefined) throw error;
    return failAfter(waiting, error);
  }
  return waiting === undefined ? results : giveAfter(waiting, results);
}

// Functions of their own, so that what they hold on to is held only where something has to wait.

async function putLater(
  results: ResponseObject,
  key: string,
  result: Promise<unknown>,
): Promise<void> {
  results[key] = await result;
}

async function giveAfter(waiting: readonly Promise<void>[], results: ResponseObject) {
  await Promise.all(waiting);
  return results;
}

/** What is under way may fail too, and somebody has to hear of it. */
async function failAfter(waiting: readonly Promise<void>[], error: unknown): Promise<never> {
  await Promise.all(waiting).catch(() => {});
  throw error;
}

/** What is promised, with its error where the type says it goes. */
function guardLater(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLOutputType,
  path: Path | undefined,
  completed: Promise<unknown>,
): Promise<unknown> {
  return completed.then(undefined, (cause: unknown) => handleError(run, field, type, path, cause));
}

function executeField(
  run: ExecutionRun,
  field: CompiledField,
  source: unknown,
  parentPath: Path | undefined,
): unknown {
  // A leaf that is a property needs none unless something is wrong with it.
  let path: Path | undefined;
  if (field.needsInfo || field.leafType === undefined) path = pathTo(parentPath, field);
  try {
    const info = field.needsInfo ? describe(run, field, path) : undefined;
    const value = resolveValue(run, field, source, info, parentPath);
    if (field.isPlain(value)) return value;
    if (isPromise(value)) {
      return completeLater(run, field, path ?? pathTo(parentPath, field), info, value);
    }
    const completed = completeValue(run, field, field.type, path, info, value);
    return isPromise(completed) ? guardLater(run, field, field.type, path, completed) : completed;
  } catch (cause) {
    return handleError(run, field, field.type, path ?? pathTo(parentPath, field), cause);
  }
}

function resolveValue(
  run: ExecutionRun,
  field: CompiledField,
  source: unknown,
  info: GraphQLResolveInfo | undefined,
  parentPath: Path | undefined,
): unknown {
  const { definition, takesArguments } = field;
  if (definition.resolve !== undefined && info !== undefined) {
    return definition.resolve(source, readArguments(run, field), run.contextValue, info);
  }
  // They may be wrong, though nobody looks at them.
  if (takesArguments) readArguments(run, field);
  if ((typeof source !== 'object' && typeof source !== 'function') || source === null) {
    return undefined;
  }
  const property: unknown = (source as ResponseObject)[definition.name];
  if (typeof property !== 'function') return property;
  const told = info ?? describe(run, field, pathTo(parentPath, field));
  return Reflect.apply(property, source, [readArguments(run, field), run.contextValue, told]);
}

/** The value of a field, or of an item of its list, that is promised. */
function completeLater(
  run: ExecutionRun,
  field: CompiledField,
  path: Path,
  info: GraphQLResolveInfo | undefined,
  value: Promise<unknown>,
  type: GraphQLOutputType = field.type,
): Promise<unknown> {
  return value.then(
    (resolved) => completeGuarded(run, field, type, path, info, resolved),
    (cause: unknown) => handleError(run, field, type, path, cause),
  );
}

/** A value that is there, or null where it is none and may be null. */
function completeGuarded(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLOutputType,
  path: Path | undefined,
  info: GraphQLResolveInfo | undefined,
  value: unknown,
): unknown {
  try {
    const completed = completeValue(run, field, type, path, info, value);
    return isPromise(completed) ? guardLater(run, field, type, path, completed) : completed;
  } catch (cause) {
    return handleError(run, field, type, path, cause);
  }
}

/** @throws where null is no value of the type. */
function handleError(
  { errors }: ExecutionRun,
  { nodes }: CompiledField,
  type: GraphQLOutputType,
  path: Path | undefined,
  cause: unknown,
): null {
  const error = locatedError(cause, nodes, pathToArray(path));
  if (isNonNullType(type)) throw error;
  errors.add(error, path);
  return null;
}

function completeValue(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLOutputType,
  path: Path | undefined,
  info: GraphQLResolveInfo | undefined,
  value: unknown,
): unknown {
  if (value instanceof Error) throw value;
  if (isNonNullType(type)) {
    const completed = completeValue(run, field, type.ofType, path, info, value);
    if (completed !== null) return completed;
    throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
  }
  if (value === null || value === undefined) return null;
  if (isListType(type)) return completeList(run, field, type.ofType, path, info, value);
  if (isLeafType(type)) return completeLeaf(type, value);
  if (isAbstractType(type)) return completeAbstract(run, field, type, path, info, value);
  return completeObject(run, field, type, path, info, value);
}

function completeList(
  run: ExecutionRun,
  field: CompiledField,
  itemType: GraphQLOutputType,
  path: Path | undefined,
  info: GraphQLResolveInfo | undefined,
  value: unknown,
): unknown {
  if (!isIterable(value)) {
    throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`);
  }
  const completed: unknown[] = [];
  let isWaiting = false;
  try {
    for (const item of value) {
      const itemPath: Path = { prev: path, key: completed.length, typename: undefined };
      const done = completeItem(run, field, itemType, itemPath, info, item);
      if (isPromise(done)) isWaiting = true;
      completed.push(done);
    }
  } catch (error) {
    // What is under way may fail too, and nobody else will hear of it.
    if (isWaiting) void Promise.allSettled(completed);
    throw error;
  }
  return isWaiting ? Promise.all(completed) : completed;
}

function completeItem(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLOutputType,
  path: Path,
  info: GraphQLResolveInfo | undefined,
  item: unknown,
): unknown {
  return isPromise(item)
    ? completeLater(run, field, path, info, item, type)
    : completeGuarded(run, field, type, path, info, item);
}

function completeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  const serialized: unknown = type.serialize(value);
  if (serialized !== null && serialized !== undefined) return serialized;
  throw new Error(
    `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`,
  );
}

function completeAbstract(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLAbstractType,
  path: Path | undefined,
  given: GraphQLResolveInfo | undefined,
  value: unknown,
): unknown {
  const info = given ?? describe(run, field, path);
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const typeName: unknown = resolveType(value, run.contextValue, info, type);
  return isPromise(typeName)
    ? completeNamedLater(run, field, type, path, info, value, typeName)
    : completeNamed(run, field, type, path, info, value, typeName);
}

async function completeNamedLater(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLAbstractType,
  path: Path | undefined,
  info: GraphQLResolveInfo,
  value: unknown,
  typeName: Promise<unknown>,
): Promise<unknown> {
  return completeNamed(run, field, type, path, info, value, await typeName);
}

function completeNamed(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLAbstractType,
  path: Path | undefined,
  info: GraphQLResolveInfo,
  value: unknown,
  typeName: unknown,
): unknown {
  const objectType = assertRuntimeType(run.schema, field, type, typeName, value);
  return completeObject(run, field, objectType, path, info, value);
}

function completeObject(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLObjectType,
  path: Path | undefined,
  given: GraphQLResolveInfo | undefined,
  value: unknown,
): unknown {
  if (type.isTypeOf == null) return executeSelection(run, field.selectionOf(type), value, path);
  const info = given ?? describe(run, field, path);
  const isOfType = type.isTypeOf(value, run.contextValue, info);
  return isPromise(isOfType)
    ? completeOfTypeLater(run, field, type, path, value, isOfType)
    : completeOfType(run, field, type, path, value, isOfType);
}

async function completeOfTypeLater(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLObjectType,
  path: Path | undefined,
  value: unknown,
  isOfType: Promise<boolean>,
): Promise<unknown> {
  return completeOfType(run, field, type, path, value, await isOfType);
}

function completeOfType(
  run: ExecutionRun,
  field: CompiledField,
  type: GraphQLObjectType,
  path: Path | undefined,
  value: unknown,
  isOfType: boolean,
): unknown {
  if (isOfType) return executeSelection(run, field.selectionOf(type), value, path);
  throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
    nodes: field.nodes,
  });
}

/** What the operation says of a field's arguments, read once: each resolver has an object of its own. */
function readArguments(run: ExecutionRun, field: CompiledField): Record<string, unknown> {
  if (!field.takesArguments) return {};
  const known = run.argumentsOf.get(field);
  if (known !== undefined) return { ...known };
  const [node] = field.nodes;
  if (node === undefined) return {};
  const read = getArgumentValues(field.definition, node, run.variableValues);
  run.argumentsOf.set(field, read);
  return { ...read };
}

function describe(
  { schema, fragments, operation, variableValues, rootValue }: ExecutionRun,
  { definition, nodes, parentType }: CompiledField,
  path: Path | undefined,
): GraphQLResolveInfo {
  if (path === undefined) throw new Error(`${parentType.name}.${definition.name} has no path.`);
  // What the types of @graphql-tools/utils add to these is not there before graphql 17.
  const info: Omit<GraphQLResolveInfo, 'getAbortSignal' | 'getAsyncHelpers'> = {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType,
    path,
    schema,
    fragments,
    rootValue,
    operation,
    variableValues,
  };
  return info as GraphQLResolveInfo;
}

function pathTo(prev: Path | undefined, { key, parentType }: CompiledField): Path {
  return { prev, key, typename: parentType.name };
}

function pathToArray(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.reverse();
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.iterator in value &&
    typeof value[Symbol.iterator] === 'function'
  );
}

/** Whether it can be waited for. Each property is looked up once: results of fields have many shapes. */
function isPromise(value: unknown): value is Promise<unknown> {
  if (value instanceof Promise) return true;
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return false;
  return typeof (value as { readonly then?: unknown }).then === 'function';
}
