import type { Command } from 'commander';
import { printRedressSchema } from '../../composition/our-supergraph.ts';

/** `redress schema`: the public API schema, for code generators of clients. */
export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('prints the public API schema: what clients may ask for')
    .action(() => {
      process.stdout.write(`${printRedressSchema().trimEnd()}\n`);
    });
}
