import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import type { SupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { ResponseObject } from '../transports/subgraph-transport.ts';

export type ResponsePath = readonly (string | number)[];

/**
 * A place in the response that a plan step works on, such as "the author of each product": fields to follow,
 * lists to spread, and types to let through.
 */
export interface FlattenPath {
  readonly segments: readonly Segment[];
  /** The path with its type conditions, to compare places with each other. */
  readonly exact: string;
  /** The path by field names only. */
  readonly fields: string;
}

type Segment =
  | { readonly field: string; readonly types?: undefined; readonly list?: undefined }
  | { readonly types: ReadonlySet<string>; readonly field?: undefined; readonly list?: undefined }
  | { readonly list: true; readonly field?: undefined; readonly types?: undefined };

export function compileFlattenPath(
  path: readonly FlattenNodePathSegment[],
  types: SupergraphTypes,
): FlattenPath {
  const segments: Segment[] = path.map((segment) => {
    if (segment === '@') return { list: true };
    if ('Field' in segment) return { field: segment.Field };
    return { types: expandTypes(segment.TypeCondition, types) };
  });
  const exact = segments.map(({ field, types: allowed }) =>
    field === undefined ? (allowed ? `|${[...allowed].sort()};` : '@;') : `.${field};`,
  );
  return {
    segments,
    exact: exact.join(''),
    fields: segments.map(({ field }) => (field === undefined ? '' : `.${field}`)).join(''),
  };
}

/** Type names with all their possible types, so that a condition on an interface lets its objects through. */
export function expandTypes(
  typeNames: readonly string[],
  types: SupergraphTypes,
): ReadonlySet<string> {
  return new Set(typeNames.flatMap((name) => [name, ...types.possibleTypes(name)]));
}

/** All objects at `path` within `data`, in document order. An object that stands in two places is given twice. */
export function collectObjects(data: ResponseObject, path: FlattenPath): ResponseObject[] {
  const found: ResponseObject[] = [];
  collect(data, path.segments, 0, found);
  return found;
}

function collect(
  value: unknown,
  segments: readonly Segment[],
  position: number,
  found: ResponseObject[],
): void {
  let current = value;
  for (let index = position; ; index++) {
    if (typeof current !== 'object' || current === null) return;
    const segment = segments[index];
    if (Array.isArray(current)) {
      const next = segment?.list ? index + 1 : index;
      for (const item of current) collect(item, segments, next, found);
      return;
    }
    const object = current as ResponseObject;
    if (segment === undefined) {
      found.push(object);
      return;
    }
    if (segment.field !== undefined) current = object[segment.field];
    else if (segment.types !== undefined && !hasType(object, segment.types)) return;
  }
}

/** Response paths of the objects that `collectObjects` gives, in the same order. Only errors need them. */
export function collectPaths(data: ResponseObject, path: FlattenPath): ResponsePath[] {
  const found: ResponsePath[] = [];
  const walk = (current: unknown, index: number, at: ResponsePath): void => {
    if (typeof current !== 'object' || current === null) return;
    const segment = path.segments[index];
    if (Array.isArray(current)) {
      const next = segment?.list ? index + 1 : index;
      for (const [item, value] of current.entries()) walk(value, next, [...at, item]);
      return;
    }
    const object = current as ResponseObject;
    if (segment === undefined) found.push(at);
    else if (segment.field !== undefined) {
      walk(object[segment.field], index + 1, [...at, segment.field]);
    } else if (segment.types === undefined || hasType(object, segment.types)) {
      walk(object, index + 1, at);
    }
  };
  walk(data, 0, []);
  return found;
}

/** Whether an object is of one of the types. An object that does not say its type passes. */
export function hasType(object: ResponseObject, types: ReadonlySet<string>): boolean {
  const typeName = object.__typename;
  return typeof typeName !== 'string' || types.has(typeName);
}
