import type { Command } from 'commander';
import { createCaseworkDesk } from '../../composition/casework-desk.ts';
import { describeOperator } from '../../database/history/change-origin.ts';
import { parseReference } from '../../resolvers/decisions/reference.ts';
import { CommandError } from '../command.error.ts';
import { withDatabases } from '../with-databases.ts';

/** `redress decision withdraw`: takes a decision out. */
export function addDecisionCommand(program: Command): void {
  const decision = program.command('decision').description('decisions one by one: withdraw');
  decision
    .command('withdraw')
    .description('takes a decision out with its recommendations; what it said stays in the history')
    .argument('<reference>', 'its reference with dashes: 19-007-429')
    .requiredOption('--reason <text>', 'why, for the record')
    .action((given: string, { reason }: { reason: string }) =>
      withDatabases(async (databases) => {
        const withdrawn = await createCaseworkDesk(databases).withdrawDecision({
          reference: readReference(given),
          reason,
          by: describeOperator(),
        });
        if (withdrawn === null) throw noDecision(given);
        const count = withdrawn.recommendations;
        process.stdout.write(
          `${withdrawn.reference} is withdrawn, with ${count} ${count === 1 ? 'recommendation' : 'recommendations'}.\n`,
        );
      }),
    );
}

function readReference(text: string): string {
  try {
    return parseReference(text);
  } catch {
    throw noDecision(text);
  }
}

function noDecision(given: string): CommandError {
  return new CommandError(
    'DECISION_NOT_FOUND',
    `[decision] REFERENCE must be that of a decision that is here, for example 19-007-429, but got ${JSON.stringify(given)}.`,
  );
}
