import { type DocumentNode, parse } from 'graphql';

/** The last one that was read. */
let last: { readonly text: string; readonly document: DocumentNode } | undefined;

/**
 * A supergraph as a document, which its readers leave as it is. The parts of a gateway each read it for themselves, one after the
 * other: it is parsed once for all of them.
 *
 * @throws GraphQLError
 */
export function parseSupergraph(text: string): DocumentNode {
  if (last?.text !== text) last = { text, document: parse(text, { noLocation: true }) };
  return last.document;
}
