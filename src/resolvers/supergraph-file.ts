/**
 * Where `npm run build` keeps the supergraph of our five subgraphs. There is none beside the sources, for there it would be older than
 * they are.
 */
export const supergraphFile = new URL('../program/supergraph.graphql', import.meta.url);
