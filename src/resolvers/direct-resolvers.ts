import type { GraphQLFieldResolver } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type Storage = ReturnType<typeof getMetadataStorage>;
type ResolverMetadata = Storage['fieldResolvers'][number] | Storage['queries'][number];
type ParamMetadata = NonNullable<ResolverMetadata['params']>[number];
type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** Resolvers by type and field. */
type ResolverMap = Record<string, object>;

/**
 * Has methods of resolver classes called by themselves. type-graphql puts a method's parameters in order, and waits for
 * each argument to be checked, at every call: for a field that thousands of objects have that costs more than the method.
 * What a method takes is read once. A method that takes more than the object, the context and plain arguments, or has
 * middleware, is left to type-graphql.
 *
 * @param resolvers What type-graphql made of `classes`; the same map is given back, with methods in place.
 */
export function callDirectly(
  resolvers: ResolverMap,
  // biome-ignore lint/complexity/noBannedTypes: type-graphql's own type for resolver classes.
  classes: readonly Function[],
): ResolverMap {
  const storage = getMetadataStorage();
  const nameOf = (target: unknown) =>
    storage.objectTypes.find((type) => type.target === target)?.name ?? '';
  const replace = (typeName: string, metadata: ResolverMetadata) => {
    const given: unknown = Reflect.get(resolvers[typeName] ?? {}, metadata.schemaName);
    if (!classes.includes(metadata.target) || typeof given !== 'function') return;
    const direct = callMethod(metadata, given as Resolver, storage);
    if (direct !== undefined)
      resolvers[typeName] = { ...resolvers[typeName], [metadata.schemaName]: direct };
  };
  for (const metadata of storage.queries) replace('Query', metadata);
  for (const metadata of storage.fieldResolvers) {
    if (metadata.kind === 'external') replace(nameOf(metadata.getObjectType?.()), metadata);
  }
  return resolvers;
}

function callMethod(
  { target, methodName, params = [], middlewares = [], roles }: ResolverMetadata,
  given: Resolver,
  storage: Storage,
): Resolver | undefined {
  if (middlewares.length > 0 || roles !== undefined) return undefined;
  const readers = params
    .toSorted((a, b) => a.index - b.index)
    .map((param) => readerOf(param, storage));
  const known = readers.filter((reader) => reader !== undefined);
  if (known.length < readers.length || params.some(({ index }) => index >= params.length))
    return undefined;
  const rootTypes = params.flatMap((param) => {
    const type: unknown = param.kind === 'root' ? param.getType?.() : undefined;
    return typeof type === 'function' ? [type] : [];
  });
  let instance: object | undefined;
  return (source, args, context, info) => {
    // Of what is another class, type-graphql makes an object of the right one.
    if (!rootTypes.every((type) => source instanceof type))
      return given(source, args, context, info);
    const called: object = instance ?? Reflect.construct(target, []);
    instance = called;
    const method: unknown = Reflect.get(called, methodName);
    if (typeof method !== 'function') return given(source, args, context, info);
    return Reflect.apply(
      method,
      called,
      known.map((read) => read(source, args, context)),
    );
  };
}

type Reader = (
  source: unknown,
  args: Readonly<Record<string, unknown>>,
  context: unknown,
) => unknown;

function readerOf(param: ParamMetadata, { inputTypes }: Storage): Reader | undefined {
  switch (param.kind) {
    case 'root':
      return param.propertyName === undefined ? (source) => source : undefined;
    case 'context':
      return param.propertyName === undefined ? (_source, _args, context) => context : undefined;
    case 'arg': {
      const type: unknown = param.getType();
      const { name } = param;
      return inputTypes.some(({ target }) => target === type)
        ? undefined
        : (_source, args) => args[name];
    }
    default:
      return undefined;
  }
}
