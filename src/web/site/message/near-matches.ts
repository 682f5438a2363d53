/**
 * Councils whose address is nearly the one that was asked for.
 */
import { z } from 'zod';
import type { AskGraph } from '../graph.ts';

const BATCH = 100;
const BATCHES = 10;
const SUGGESTIONS = 5;
const LIKENESS = 0.3;

/** Asked page by page until all names are read. */
export const COUNCIL_NAMES_QUERY = `query CouncilNames($first: Int!, $after: String) {
  councils(orderBy: { field: NAME, direction: ASC }, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { slug name }
  }
}`;

const answer = z.object({
  councils: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(z.object({ slug: z.string(), name: z.string() })),
  }),
});

/** A council as it is suggested. */
export interface SuggestedCouncil {
  readonly slug: string;
  readonly name: string;
}

function pairs(text: string): readonly string[] {
  const padded = ` ${text.replaceAll('-', ' ')} `;
  return Array.from({ length: padded.length - 1 }, (_, start) => padded.slice(start, start + 2));
}

/** Dice's coefficient over pairs of letters: 1 for the same text, 0 for texts without a pair in common. */
export function measureLikeness(left: string, right: string): number {
  const rest = [...pairs(right)];
  const total = pairs(left).length + rest.length;
  let shared = 0;
  for (const pair of pairs(left)) {
    const place = rest.indexOf(pair);
    if (place === -1) continue;
    rest.splice(place, 1);
    shared += 1;
  }
  return (2 * shared) / total;
}

/** Every council there is or was, by name; none when the graph does not answer. */
export async function readCouncilNames(ask: AskGraph): Promise<readonly SuggestedCouncil[]> {
  const known: SuggestedCouncil[] = [];
  let after: string | null = null;
  try {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const { data } = await ask(COUNCIL_NAMES_QUERY, { first: BATCH, after });
      const { councils }: z.infer<typeof answer> = answer.parse(data);
      known.push(...councils.nodes);
      after = councils.pageInfo.endCursor;
      if (!councils.pageInfo.hasNextPage || after === null) break;
    }
  } catch {
    return [];
  }
  return known;
}

/**
 * At most five councils, the most alike first. Empty when none is alike or when the graph does not answer:
 * a page that says "not found" can do without.
 */
export async function findNearMatches(
  ask: AskGraph,
  slug: string,
): Promise<readonly SuggestedCouncil[]> {
  const known = await readCouncilNames(ask);
  const wanted = slug.toLowerCase();
  return known
    .map((council) => ({ council, likeness: measureLikeness(wanted, council.slug) }))
    .filter(({ likeness }) => likeness >= LIKENESS)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, SUGGESTIONS)
    .map(({ council }) => council);
}
