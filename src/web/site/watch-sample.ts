/**
 * Whether the graph holds sample data, for the mark that every page carries then.
 */
import { graphql } from '../../reports/graphql.ts';
import type { AskGraph } from './graph.ts';

/** England in the year that pages are about when nobody says. */
export const sampleQuery = graphql(`query SampleData($yearEnding: Int!) {
  nationalPerformance(yearEnding: $yearEnding) { sample }
}`);

/** For so long an answer is taken for granted. */
const KEPT_MS = 60_000;

function saysSample(data: unknown): boolean | null {
  if (typeof data !== 'object' || data === null || !('nationalPerformance' in data)) return null;
  const { nationalPerformance: england } = data;
  if (typeof england !== 'object' || england === null) return false;
  return 'sample' in england && england.sample === true;
}

/**
 * Gives what is known now, asking again after a minute. A graph that does not answer changes nothing.
 *
 * @param now milliseconds, for tests
 */
export function watchSample(
  ask: AskGraph,
  yearEnding: number,
  now: () => number = Date.now,
): () => Promise<boolean> {
  let known = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() - askedAt < KEPT_MS) return known;
    askedAt = now();
    const answer = await ask(sampleQuery.source, { yearEnding }).catch(() => null);
    const said = answer?.errors?.length ? null : saysSample(answer?.data);
    if (said === null) askedAt = Number.NEGATIVE_INFINITY;
    else known = said;
    return known;
  };
}
