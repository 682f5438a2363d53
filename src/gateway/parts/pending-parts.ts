import type {
  PartedProjection,
  PartProjection,
  TypedProjections,
} from '../projection/compile-projection.ts';
import type { ResponsePath } from '../run/flatten-path.ts';
import { isResponseObject } from '../run/merge-data.ts';

/** A place of the answer that a part belongs to, in the client's keys and in those of fetched data. */
export interface PartPlace {
  readonly clientPath: ResponsePath;
  readonly sourcePath: ResponsePath;
}

/** A deferred fragment of one object of the answer. */
export interface PendingPart extends PartPlace {
  readonly part: PartProjection;
}

export const rootPlace: PartPlace = { clientPath: [], sourcePath: [] };

/** Finds what is deferred within a part that has been sent. `result` is what was made of `source`. */
export function findPending(
  parted: PartedProjection,
  projections: TypedProjections,
  source: unknown,
  result: unknown,
  place: PartPlace,
): readonly PendingPart[] {
  const found: PendingPart[] = [];
  const walk = (
    inner: TypedProjections,
    value: unknown,
    shown: unknown,
    { clientPath, sourcePath }: PartPlace,
  ): void => {
    if (Array.isArray(value) && Array.isArray(shown)) {
      for (const [index, item] of value.entries()) {
        const at = { clientPath: [...clientPath, index], sourcePath: [...sourcePath, index] };
        walk(inner, item, shown[index], at);
      }
      return;
    }
    if (!isResponseObject(value) || !isResponseObject(shown)) return;
    const fields = inner.fieldsFor(value) ?? [];
    for (const part of parted.deferredAt(fields)) found.push({ part, clientPath, sourcePath });
    for (const field of fields) {
      if (field.inner === undefined || !Object.hasOwn(shown, field.key)) continue;
      walk(field.inner, value[field.source], shown[field.key], {
        clientPath: [...clientPath, field.key],
        sourcePath: [...sourcePath, field.source],
      });
    }
  };
  walk(projections, source, result, place);
  return found;
}
