import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { composeSupergraph, type SubgraphDefinition } from './compose-supergraph.ts';

/**
 * Composes subgraphs and keeps the supergraph in a file, in front of it what it was composed from.
 *
 * @throws CompositionError; what the file system says where it cannot be written.
 */
export function keepSupergraph(file: URL, subgraphs: readonly SubgraphDefinition[]): void {
  const text = composeSupergraph(subgraphs);
  writeFileSync(file, `${stampOf(subgraphs, text)}\n${text}`);
}

/**
 * The supergraph in a file, if it was composed from exactly these subgraphs and is whole; `undefined` if not, or there is none.
 * Composing takes five times as long as everything else that a gateway does at its start.
 */
export function readKeptSupergraph(
  file: URL,
  subgraphs: readonly SubgraphDefinition[],
): string | undefined {
  let kept: string;
  try {
    kept = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const end = kept.indexOf('\n');
  const text = kept.slice(end + 1);
  return kept.slice(0, Math.max(end, 0)) === stampOf(subgraphs, text) ? text : undefined;
}

/** A comment of GraphQL with a SHA-256 over names, addresses and definitions of the subgraphs, and over the supergraph. */
function stampOf(subgraphs: readonly SubgraphDefinition[], text: string): string {
  const from = subgraphs.map(({ name, url, typeDefs }) => [name, url, typeDefs]);
  return `# ${createHash('sha256').update(JSON.stringify(from)).update('\0').update(text).digest('hex')}`;
}
