import { type ConstDirectiveNode, Kind, valueFromASTUntyped } from 'graphql';
import { z } from 'zod';

/** The directive by which subgraphs say how long answers may be kept, as Apollo's servers define it. */
export const cacheControlName = 'cacheControl';

/** What one `@cacheControl` says of a type or a field. */
export interface CacheHint {
  /** Seconds, 0 or more. Absent: nothing is said. */
  readonly maxAge?: number | undefined;
  /** `PRIVATE` for what only the one who asked may have. */
  readonly scope?: 'PUBLIC' | 'PRIVATE' | undefined;
  /** Whether it keeps as long as what it is part of, as leaves do. */
  readonly inheritMaxAge?: boolean | undefined;
}

const hintSchema = z.object({
  maxAge: z.int().min(0).nullish().catch(undefined),
  scope: z.enum(['PUBLIC', 'PRIVATE']).nullish().catch(undefined),
  inheritMaxAge: z.boolean().nullish().catch(undefined),
});

/** What arguments of the directive say. Those that are not what they should be say nothing. */
export function readCacheHint(values: unknown): CacheHint | undefined {
  const { data } = hintSchema.safeParse(values);
  if (data === undefined) return undefined;
  return {
    maxAge: data.maxAge ?? undefined,
    scope: data.scope ?? undefined,
    inheritMaxAge: data.inheritMaxAge ?? undefined,
  };
}

/** The values of a directive's arguments, by name. */
export function argumentValues(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

/** The hint as arguments of the directive are written: `maxAge: 60, scope: PRIVATE`. */
export function writeCacheHint({ maxAge, scope, inheritMaxAge }: CacheHint): string {
  return Object.entries({ maxAge, scope, inheritMaxAge })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

/** Several hints for one place, the stricter of each part. */
export function joinCacheHints(one: CacheHint | undefined, other: CacheHint): CacheHint {
  if (one === undefined) return other;
  const ages = [one.maxAge, other.maxAge].filter((age) => age !== undefined);
  const isPrivate = one.scope === 'PRIVATE' || other.scope === 'PRIVATE';
  return {
    maxAge: ages.length > 0 ? Math.min(...ages) : undefined,
    scope: isPrivate ? 'PRIVATE' : (one.scope ?? other.scope),
    inheritMaxAge: one.inheritMaxAge || other.inheritMaxAge,
  };
}

/** Kinds of definitions that can have a hint. */
export const hintedKinds: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.UNION_TYPE_EXTENSION,
]);
