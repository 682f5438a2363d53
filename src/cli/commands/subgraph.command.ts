import type { Command } from 'commander';
import { startSubgraph } from '../../composition/start-parts.ts';
import { subgraphNames } from '../../resolvers/operation-context.ts';
import { CommandError } from '../command.error.ts';
import { readSettings } from '../port-option.ts';
import { stopSignal } from '../stop-signal.ts';

/** `redress subgraph NAME`: one subgraph alone, a plain Federation 2 server. */
export function addSubgraphCommand(program: Command): void {
  program
    .command('subgraph')
    .description('starts one subgraph alone, for any Federation 2 router')
    .argument('<name>', `one of ${subgraphNames.join(', ')}`)
    .option('--port <number>', 'where to listen (default: PORT, or 4000)')
    .action(async (name: string, options: { port?: string }) => {
      const known = subgraphNames.find((one) => one === name);
      if (known === undefined) {
        throw new CommandError(
          'SUBGRAPH_UNKNOWN',
          `[subgraph] NAME must be one of ${subgraphNames.join(', ')}, but got ${JSON.stringify(name)}.`,
        );
      }
      const subgraph = await startSubgraph(readSettings(options.port), known);
      process.stdout.write(`The subgraph ${known} is ready at ${subgraph.url}/graphql\n`);
      await stopSignal();
      await subgraph.close();
    });
}
