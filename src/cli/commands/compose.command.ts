import type { Command } from 'commander';
import { composeRedress } from '../../main.ts';

/** `redress compose`: the supergraph, for any Federation 2 router. */
export function addComposeCommand(program: Command): void {
  program
    .command('compose')
    .description('prints the supergraph in the schema definition language')
    .action(() => {
      process.stdout.write(`${composeRedress().trimEnd()}\n`);
    });
}
