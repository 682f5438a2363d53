import type { Command } from 'commander';
import { createCaseworkDesk } from '../../composition/casework-desk.ts';
import { describeOperator } from '../../database/history/change-origin.ts';
import { withDatabases } from '../with-databases.ts';
import { parseYearOption } from '../year-option.ts';

interface FigureOptions {
  yearEnding: string;
  council?: string[];
}

/** `redress figures freeze / unfreeze`: keeps the figures of a year as its letters say them. */
export function addFiguresCommand(program: Command): void {
  const figures = program
    .command('figures')
    .description('figures of a year: freeze them when its letters are approved, unfreeze');
  figures
    .command('freeze')
    .description('keeps the figures of a year as they are now, whatever is corrected later')
    .requiredOption('--year-ending <year>', 'the year ending 31 March, for example 2020')
    .option(
      '--council <code...>',
      'freezes these councils anew; all that are not frozen if left out',
    )
    .action((options: FigureOptions) => change('freezeYear', options));
  figures
    .command('unfreeze')
    .description('makes the figures of a year follow the casework again')
    .requiredOption('--year-ending <year>', 'the year ending 31 March, for example 2020')
    .option('--council <code...>', 'only these councils; the whole year if left out')
    .action((options: FigureOptions) => change('unfreezeYear', options));
}

function change(what: 'freezeYear' | 'unfreezeYear', options: FigureOptions): Promise<void> {
  const yearEnding = parseYearOption('figures', options.yearEnding);
  return withDatabases(async (databases) => {
    const done = await createCaseworkDesk(databases)[what]({
      yearEnding,
      councils: options.council ?? null,
      by: describeOperator(),
    });
    const state = what === 'freezeYear' ? 'frozen' : 'live';
    process.stdout.write(
      done === null
        ? `Nothing of the year ending ${yearEnding} was to be changed.\n`
        : `The figures of ${done.councils} ${done.councils === 1 ? 'council' : 'councils'} for the year ending ${yearEnding} are ${state}.\n`,
    );
  });
}
