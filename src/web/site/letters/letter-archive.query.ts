/**
 * The archive of letters, as asked of the graph.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';

/** A page of published letters. */
export const letterArchiveQuery =
  graphql(`query LetterArchive($filter: LetterFilter, $after: String) {
  letters(filter: $filter, first: 50, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id yearEnding path sample council { name slug } }
  }
}`);

/** The councils whose letters are looked for by a name. */
export const namedCouncilsQuery = graphql(`query NamedCouncils($search: String!) {
  councils(filter: { search: $search }, first: 100) { nodes { code } }
}`);

/** What `LetterArchive` answers. */
export type LetterArchiveData = DataOf<typeof letterArchiveQuery>['letters'];
