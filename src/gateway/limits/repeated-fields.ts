import { Kind, type SelectionSetNode } from 'graphql';
import type { Fragments } from '../plan/filter-root-selection.ts';

/** Selection sets that are merged at one place of the response, each with how often it is. */
type MergedSets = ReadonlyMap<SelectionSetNode, number>;

/** Selections that are looked at before a document counts as too repetitive. */
const maxSteps = 200_000;

/**
 * The response key of a place that is asked for more than `limit` times, or `undefined` when there is none.
 *
 * Comparing the fields of one place with each other takes time by the square of their number, and merging multiplies:
 * 20 times `a` with 20 times `b` within is 400 times `a.b`. Fragments have no cycle.
 */
export function findRepeatedField(
  roots: readonly SelectionSetNode[],
  fragments: Fragments,
  limit: number,
): string | undefined {
  const identities = new Map<SelectionSetNode, number>();
  const seen = new Set<string>();
  const places: MergedSets[] = roots.map((root) => new Map([[root, 1]]));
  let steps = 0;
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const groups = new Map<string, { count: number; sets: Map<SelectionSetNode, number> }>();

    const collect = (selectionSet: SelectionSetNode, times: number): string | undefined => {
      for (const selection of selectionSet.selections) {
        steps++;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const group = groups.get(key) ?? { count: 0, sets: new Map() };
          groups.set(key, group);
          group.count += times;
          if (group.count > limit || steps > maxSteps) return key;
          const inner = selection.selectionSet;
          if (inner) group.sets.set(inner, (group.sets.get(inner) ?? 0) + times);
          continue;
        }
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : fragments.get(selection.name.value)?.selectionSet;
        const repeated = inner && collect(inner, times);
        if (repeated !== undefined) return repeated;
      }
      return undefined;
    };

    for (const [selectionSet, times] of place) {
      const repeated = collect(selectionSet, times);
      if (repeated !== undefined) return repeated;
    }
    for (const { sets } of groups.values()) {
      if (sets.size === 0) continue;
      const signature = sign(sets, identities);
      if (seen.has(signature)) continue;
      seen.add(signature);
      places.push(sets);
    }
  }
  return undefined;
}

/** The same text for the same sets the same number of times, whatever their order. */
function sign(sets: MergedSets, identities: Map<SelectionSetNode, number>): string {
  const parts: string[] = [];
  for (const [selectionSet, times] of sets) {
    const identity = identities.get(selectionSet) ?? identities.size;
    identities.set(selectionSet, identity);
    parts.push(`${identity}*${times}`);
  }
  return parts.sort().join();
}
