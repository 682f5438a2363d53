import { ConfigurationError } from './configuration.error.ts';
import type { Settings } from './settings.ts';

/**
 * Refuses options for subgraphs that there are not: a misspelt name would leave its subgraph as it is, in silence.
 *
 * @throws ConfigurationError that names all of them.
 */
export function assertSubgraphOptions(
  { subgraphOptions }: Pick<Settings, 'subgraphOptions'>,
  known: readonly string[],
): void {
  const foreign = Object.keys(subgraphOptions).filter(
    (name) => name !== '*' && !known.includes(name),
  );
  if (foreign.length === 0) return;
  throw new ConfigurationError(
    foreign.map((name) => ({
      name: 'REDRESS_SUBGRAPH_OPTIONS',
      expected: `must name subgraphs that there are (${known.join(', ')}), or * for all of them`,
      got: name,
    })),
  );
}
