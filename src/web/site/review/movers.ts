/**
 * The councils whose uphold rate moved most from one year to the next.
 */
import type { DataOf } from '../../../reports/graphql.ts';
import type { AskGraph } from '../graph.ts';
import { readInParts } from '../read-in-parts.ts';
import type { RateFigures } from '../words.ts';
import { moversQuery } from './review.query.ts';

/** A council with its rate of both years, and the difference in percentage points. */
export interface Mover {
  readonly slug: string;
  readonly name: string;
  readonly sample: boolean;
  readonly before: RateFigures;
  readonly year: RateFigures;
  readonly points: number;
}

/** The largest moves up and down, the largest first. */
export interface Movers {
  readonly up: readonly Mover[];
  readonly down: readonly Mover[];
}

/** Fewer investigations than this in either year, and a single case moves a rate by more than ten points. */
export const LEAST_INVESTIGATIONS = 10;

const SHOWN = 8;
const PAGES = 10;

type RatePage = DataOf<typeof moversQuery>['councils'];
type RatedCouncil = RatePage['nodes'][number];

function measureMove({ slug, name, year, before }: RatedCouncil): Mover | null {
  const enough = [year, before].every(
    ({ upheld }) => (upheld.denominator ?? 0) >= LEAST_INVESTIGATIONS,
  );
  if (!enough || year.upheld.percent === null || before.upheld.percent === null) return null;
  return {
    slug,
    name,
    sample: year.sample,
    before: before.upheld,
    year: year.upheld,
    points: year.upheld.percent - before.upheld.percent,
  };
}

/** Picks the largest moves among councils with enough investigations in both years. */
export function pickMovers(councils: readonly RatedCouncil[]): Movers {
  const moves = councils.map(measureMove).filter((move) => move !== null);
  return {
    up: moves
      .filter(({ points }) => points > 0)
      .toSorted((one, other) => other.points - one.points)
      .slice(0, SHOWN),
    down: moves
      .filter(({ points }) => points < 0)
      .toSorted((one, other) => one.points - other.points)
      .slice(0, SHOWN),
  };
}

async function readPage(
  ask: AskGraph,
  yearEnding: number,
  after: string | null,
): Promise<RatePage | null> {
  const variables = { yearEnding, before: yearEnding - 1, least: LEAST_INVESTIGATIONS, after };
  const answer = await readInParts(ask, { query: moversQuery, parts: {} }, variables);
  return answer?.data.councils ?? null;
}

/** Reads the rates of all councils; null when the graph does not give them all. */
export async function readMovers(ask: AskGraph, yearEnding: number): Promise<Movers | null> {
  const councils: RatedCouncil[] = [];
  let after: string | null = null;
  try {
    for (let page = 0; page < PAGES; page += 1) {
      const read: RatePage | null = await readPage(ask, yearEnding, after);
      if (read === null) return null;
      const { nodes, pageInfo } = read;
      councils.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
  } catch {
    return null;
  }
  return pickMovers(councils);
}
