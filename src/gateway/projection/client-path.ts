import type { ResponsePath } from '../run/flatten-path.ts';
import { isResponseObject } from '../run/merge-data.ts';
import type { FieldProjection, Projection, TypedProjections } from './compile-projection.ts';

export interface ClientPath {
  readonly path: ResponsePath;
  /** Whether the client asked for all of the path. */
  readonly whole: boolean;
  /** Whether the client asked for the first part only and got everything it asked for there. */
  readonly harmless: boolean;
}

/**
 * A path through fetched data as a path of the client's answer, as far as it leads through what the client asked
 * for. A planner fetches more than that (keys,
 * required fields), so that an error may lie where the client's answer has nothing.
 */
export function toClientPath(
  projection: Pick<Projection, 'root'>,
  data: unknown,
  path: ResponsePath,
): ClientPath {
  let value: unknown = data;
  let places: readonly TypedProjections[] = [projection.root];
  const answer: (string | number)[] = [];
  for (const key of path) {
    if (typeof key === 'number') {
      value = Array.isArray(value) ? value[key] : undefined;
      answer.push(key);
      continue;
    }
    const fields = places
      .flatMap((place) => fieldsAt(place, value))
      .filter(({ source }) => source === key);
    const [field] = fields;
    if (field === undefined) {
      return { path: answer, whole: false, harmless: isAllThere(places, value) };
    }
    answer.push(field.key);
    places = fields.flatMap(({ inner }) => (inner === undefined ? [] : [inner]));
    value = isResponseObject(value) ? value[key] : undefined;
  }
  return { path: answer, whole: true, harmless: false };
}

/** The fields asked of a value: of its type, or of all types it may have had when it is lost. */
function fieldsAt(place: TypedProjections, value: unknown): readonly FieldProjection[] {
  if (isResponseObject(value) && typeof value.__typename === 'string') {
    return place.fieldsFor(value) ?? [];
  }
  return place.all().flat();
}

/** Whether everything that the client asks of an object was fetched, were it null. */
function isAllThere(places: readonly TypedProjections[], value: unknown): boolean {
  if (!isResponseObject(value)) return false;
  return places
    .flatMap((place) => fieldsAt(place, value))
    .every(({ source }) => source === '__typename' || value[source] !== undefined);
}
