import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { composeRedress, explainRedressOperation } from '../../composition/our-supergraph.ts';
import { type RemoteSubgraph, readSubgraph } from '../../config/subgraph-list.ts';
import { CommandError } from '../command.error.ts';

/** `redress compose`: the supergraph, for any Federation 2 router, or the plan of an operation on it. */
export function addComposeCommand(program: Command): void {
  program
    .command('compose')
    .description('prints the supergraph in the schema definition language')
    .option(
      '--subgraph <name=url>',
      'where one of our subgraphs is served, to be written into it; say it once for each',
      (value: string, before: string[] = []) => [...before, value],
    )
    .option('--plan <operation>', 'prints how an operation (a text, or a file) is planned instead')
    .action(async ({ plan, subgraph = [] }: { plan?: string; subgraph?: string[] }) => {
      const text =
        plan === undefined
          ? composeRedress(subgraph.map(readServed))
          : await explainRedressOperation(readText(plan));
      process.stdout.write(`${text.trimEnd()}\n`);
    });
}

function readServed(text: string): RemoteSubgraph {
  const subgraph = readSubgraph(text);
  if (subgraph !== undefined) return subgraph;
  throw new CommandError(
    'OPTION_INVALID',
    `[compose] --subgraph must be NAME=URL, for example decisions=http://127.0.0.1:4102/graphql, but got ${JSON.stringify(text)}.`,
  );
}

function readText(operation: string): string {
  return existsSync(operation) ? readFileSync(operation, 'utf8') : operation;
}
