import type { ResponsePath } from '../run/flatten-path.ts';
import { isResponseObject } from '../run/merge-data.ts';
import type { FieldProjection, Projection, TypedProjections } from './compile-projection.ts';

/**
 * The part of a path that leads through what the client asked for. A planner fetches more than that (keys,
 * required fields), so that an error may lie where the client's answer has nothing.
 */
export function clientPart(
  projection: Projection,
  conditions: readonly boolean[],
  data: unknown,
  path: ResponsePath,
): ResponsePath {
  let value: unknown = data;
  let place: TypedProjections | undefined = projection.root;
  for (const [index, key] of path.entries()) {
    if (typeof key === 'number') {
      value = Array.isArray(value) ? value[key] : undefined;
      continue;
    }
    const source: Record<string, unknown> = isResponseObject(value) ? value : {};
    const field: FieldProjection | undefined = place
      ?.fieldsFor(source)
      ?.find(
        (candidate) =>
          candidate.key === key &&
          (candidate.condition === -1 || conditions[candidate.condition] === true),
      );
    if (field === undefined) return path.slice(0, index);
    place = field.inner;
    value = source[key];
  }
  return path;
}
