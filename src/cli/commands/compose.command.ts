import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { composeRedress, explainRedressOperation } from '../../main.ts';

/** `redress compose`: the supergraph, for any Federation 2 router, or the plan of an operation on it. */
export function addComposeCommand(program: Command): void {
  program
    .command('compose')
    .description('prints the supergraph in the schema definition language')
    .option('--plan <operation>', 'prints how an operation (a text, or a file) is planned instead')
    .action(async ({ plan }: { plan?: string }) => {
      const text =
        plan === undefined ? composeRedress() : await explainRedressOperation(readText(plan));
      process.stdout.write(`${text.trimEnd()}\n`);
    });
}

function readText(operation: string): string {
  return existsSync(operation) ? readFileSync(operation, 'utf8') : operation;
}
