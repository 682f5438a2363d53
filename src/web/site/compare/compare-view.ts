import type { AskedQuestion } from '../explorer-link.ts';
import type { ComparedCouncil, ComparePart } from './compare.query.ts';

/** How many councils stand side by side at most. */
export const MOST_COMPARED = 5;

/** A council that may be added. */
export interface SuggestedPeer {
  readonly slug: string;
  readonly name: string;
}

/** What the comparison shows. */
export interface CompareView {
  readonly councils: readonly ComparedCouncil[];
  readonly missing: readonly ComparePart[];
  readonly yearEnding: number;
  readonly years: readonly number[];
  /** Councils of the first one's type and region, the nearest in population first. */
  readonly similar: readonly SuggestedPeer[];
  /** What was written to be added, and the councils that it may mean; null when nothing was. */
  readonly adding: { readonly text: string; readonly found: readonly SuggestedPeer[] } | null;
  /** Addresses that no council has. */
  readonly unknown: readonly string[];
  readonly question: AskedQuestion;
}

/** The address of a comparison: it holds everything that is seen, and can be given on. */
export function writeCompare(slugs: readonly string[], yearEnding: number): string {
  const parameters = new URLSearchParams();
  for (const slug of slugs) parameters.append('c', slug);
  parameters.set('year', String(yearEnding));
  return `/compare?${parameters}`;
}
