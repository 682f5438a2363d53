import type { z } from 'zod';

/** A subgraph that is served elsewhere. */
export interface RemoteSubgraph {
  name: string;
  /** Its GraphQL endpoint, an absolute http or https address. */
  url: string;
}

const expected =
  'must be NAME=URL pairs with commas between them, each name once, for example ' +
  'decisions=http://127.0.0.1:4102/graphql,training=http://127.0.0.1:4103/graphql';

/** Reads `NAME=URL,NAME=URL`; a transformation for zod that reports what is wrong. */
export function readSubgraphs(text: string, context: z.RefinementCtx): RemoteSubgraph[] {
  const subgraphs = text.split(',').map(readSubgraph);
  const known = subgraphs.filter((subgraph) => subgraph !== undefined);
  const names = new Set(known.map(({ name }) => name));
  if (names.size === subgraphs.length) return known;
  context.addIssue({ code: 'custom', message: expected });
  return [];
}

/** `undefined` for a text that is no `NAME=URL`. */
export function readSubgraph(text: string): RemoteSubgraph | undefined {
  const [, name, url] = /^\s*([A-Za-z][\w-]*)=(\S+?)\s*$/.exec(text) ?? [];
  if (name === undefined || url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, username, password } = new URL(url);
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return undefined;
  return { name, url };
}
