/**
 * The operation behind a page, for the page to show and the explorer to open.
 */
import type { ReportQuery } from '../../reports/graphql.ts';

/** An operation with its variables, as it was asked. */
export interface AskedQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The operation of a page with every part that it may leave out. */
export function describeQuestion(
  { source }: Pick<ReportQuery, 'source'>,
  variables: Readonly<Record<string, unknown>>,
  parts: readonly string[],
): AskedQuestion {
  return {
    query: source,
    variables: { ...variables, ...Object.fromEntries(parts.map((part) => [part, true])) },
  };
}

/** Address of the explorer with this operation in its editor. It stands in the fragment, which is not sent to a server. */
export function writeExplorerLink({ query, variables }: AskedQuestion): string {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables, null, 2) });
  return `/graphql#${parameters}`;
}
