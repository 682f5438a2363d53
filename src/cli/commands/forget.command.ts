import type { Command } from 'commander';
import { forgetRemedies } from '../../database/forget/forget-remedies.ts';
import { findKeptRemedies } from '../../database/forget/retention.ts';
import { describeOperator } from '../../database/history/change-origin.ts';
import { parseReference } from '../../resolvers/decisions/reference.ts';
import { CommandError } from '../command.error.ts';
import { createProgressBar } from '../progress-bar.ts';
import { withDatabases } from '../with-databases.ts';

interface ForgetOptions {
  due?: boolean;
  allDue?: boolean;
  yes?: boolean;
}

/** `redress forget`: removes the words of personal remedies after their retention date. */
export function addForgetCommand(program: Command): void {
  program
    .command('forget')
    .description('removes the words of personal remedies after their retention date')
    .argument('[reference]', 'the decision whose remedies are forgotten: 19-007-429')
    .option('--due', 'lists what is due, and removes nothing')
    .option('--all-due', 'removes everything that is due; wants --yes as well')
    .option('--yes', 'means it: what is removed cannot be had back')
    .action(async (given: string | undefined, options: ForgetOptions) => {
      const ways = [given !== undefined, options.due === true, options.allDue === true];
      if (ways.filter(Boolean).length !== 1) {
        throw new CommandError(
          'OPTION_MISSING',
          '[forget] expected exactly one of REFERENCE, --due and --all-due.',
        );
      }
      if (options.due) return listDue();
      if (given !== undefined) return forgetOne(given);
      if (!options.yes) {
        throw new CommandError(
          'OPTION_MISSING',
          '[forget] --all-due removes words that cannot be had back. See them with --due, then say --all-due --yes.',
        );
      }
      return forgetAllDue();
    });
}

function listDue(): Promise<void> {
  return withDatabases(async ({ recommendations: database }, { retentionYears: years }) => {
    const due = await findKeptRemedies(database, { years, today: now().slice(0, 10) });
    for (const { reference, remedies, dueOn } of due) {
      process.stdout.write(`${reference}  due ${dueOn}  ${remedies}\n`);
    }
    process.stdout.write(`${describe(due.length)} due.\n`);
  });
}

function forgetOne(given: string): Promise<void> {
  return withDatabases(async ({ recommendations: database }, { retentionYears: years }) => {
    const reference = readReference(given);
    const at = now();
    const [kept] = await findKeptRemedies(database, { years, today: at.slice(0, 10), reference });
    if (kept === undefined) {
      process.stdout.write(
        `${reference} has no words of personal remedies here: nothing was to be removed.\n`,
      );
      return;
    }
    if (kept.dueOn === null || kept.dueOn > at.slice(0, 10)) {
      throw new CommandError(
        'RETENTION_NOT_OVER',
        `[forget] ${reference}: expected a retention date that has come, but got ${kept.dueOn ?? 'recommendations that are not settled'}. Words are kept for ${years} years after the last recommendation was settled (REDRESS_RETENTION_YEARS).`,
      );
    }
    await forgetRemedies(database, { reference, years, at, by: describeOperator() });
    process.stdout.write(
      `${reference}: the words of ${kept.remedies} personal ${kept.remedies === 1 ? 'remedy' : 'remedies'} are removed.\n`,
    );
  });
}

function forgetAllDue(): Promise<void> {
  return withDatabases(async ({ recommendations: database }, { retentionYears: years }) => {
    const bar = createProgressBar({ stream: process.stderr });
    const forgotten = await forgetRemedies(database, {
      years,
      at: now(),
      by: describeOperator(),
      onProgress: (done, total) => bar.update('decisions', done, total),
    }).finally(() => bar.finish());
    process.stdout.write(`${describe(forgotten.length)} forgotten.\n`);
  });
}

function describe(count: number): string {
  return count === 1
    ? 'The personal remedies of 1 decision are'
    : `The personal remedies of ${count.toLocaleString('en-GB')} decisions are`;
}

function now(): string {
  return new Date().toISOString();
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
    `[forget] REFERENCE must be that of a decision that is here, for example 19-007-429, but got ${JSON.stringify(given)}.`,
  );
}
