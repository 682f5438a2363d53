import type { Command } from 'commander';
import type { Redress } from '../../composition/assemble-redress.ts';
import { describeOperator } from '../../database/history/change-origin.ts';
import { Run } from '../../schema/reports/run.entity.ts';
import { RunTransition } from '../../schema/reports/transition.type.ts';
import { CommandError } from '../command.error.ts';
import { summarizeRun } from '../summarize-run.ts';
import { withRedress } from '../with-redress.ts';

/** `redress run list / show / approve / issue / publish / again / correct`: moves runs on from the terminal. */
export function addRunCommand(program: Command): void {
  const run = program
    .command('run')
    .description('runs of letters: list, show, approve, issue, publish, again, correct');
  run
    .command('list')
    .description('lists runs, the last started first')
    .action(() => withRedress(listRuns));
  run
    .command('show')
    .description('shows a run: what was done, and how far its letters are')
    .argument('<id>', 'identifier of the run')
    .action((id: string) => withRedress((redress) => showRun(redress, id)));
  run
    .command('approve')
    .description('approves a run that another person has started, and freezes the year’s figures')
    .argument('<id>', 'identifier of the run')
    .option('--leave-out-failed', 'approves it without the letters that failed')
    .action((id: string, options: { leaveOutFailed?: boolean }) =>
      move((runs, by) =>
        runs.approveRun({ id, by, leaveOutFailed: options.leaveOutFailed ?? false }),
      ),
    );
  run
    .command('issue')
    .description('gives the letters of an approved run to be sent, under embargo')
    .argument('<id>', 'identifier of the run')
    .action((id: string) => move((runs, by) => runs.issueRun({ id, by })));
  run
    .command('publish')
    .description('sets the moment at which the letters of an issued run become public')
    .argument('<id>', 'identifier of the run')
    .option('--at <moment>', 'for example 2020-07-29T09:00:00Z; now if left out')
    .action((id: string, options: { at?: string }) => {
      const at = options.at === undefined ? null : parseMoment(options.at);
      return move((runs, by) => runs.publishRun({ id, by, at }));
    });
  run
    .command('again')
    .description('renders one letter of a draft again')
    .argument('<letter>', 'identifier of the letter')
    .option('--reason <words>', 'why, for the record')
    .action((letterId: string, options: { reason?: string }) =>
      withRedress(async ({ runs }) => {
        const by = describeOperator();
        await runs.renderLetterAgain({ letterId, by, reason: options.reason ?? null });
        process.stdout.write('The letter is rendered again as soon as a worker or server runs.\n');
      }),
    );
  run
    .command('correct')
    .description('starts a run of one letter in the place of one that was issued')
    .argument('<letter>', 'identifier of the letter')
    .requiredOption('--reason <words>', 'why, for the record')
    .action((letterId: string, { reason }: { reason: string }) =>
      move((runs, by) => runs.correctLetter({ letterId, by, reason })),
    );
}

function move(change: (runs: Redress['runs'], by: string) => Promise<Run>): Promise<void> {
  return withRedress(async ({ runs }) => {
    process.stdout.write(describeRun(await change(runs, describeOperator())));
  });
}

async function listRuns({ databases }: Redress): Promise<void> {
  const runs = await databases.reports
    .getRepository(Run)
    .find({ order: { startedAt: 'DESC', id: 'ASC' }, take: 50 });
  process.stdout.write(
    runs.length === 0 ? 'There are no runs yet.\n' : runs.map(describeRun).join(''),
  );
}

async function showRun(redress: Redress, id: string): Promise<void> {
  const { databases, runs } = redress;
  const run = await databases.reports.getRepository(Run).findOneBy({ id });
  if (run === null) {
    throw new CommandError('RUN_NOT_FOUND', `[run] There is no run ${JSON.stringify(id)}.`);
  }
  const standing = (await runs.standings([id])).get(id);
  const transitions = await databases.reports
    .getRepository(RunTransition)
    .find({ where: { runId: id }, order: { number: 'ASC' } });
  process.stdout.write(describeRun(run));
  for (const { at, what, by, reason } of transitions) {
    process.stdout.write(`  ${at}  ${what}  ${by}${reason === null ? '' : `  (${reason})`}\n`);
  }
  if (standing) {
    const { total, rendered, failed, pending, sent, toSend, sendingFailed, inDoubt } = standing;
    process.stdout.write(
      `  Letters: ${total ?? '?'}, of which ${rendered} rendered, ${failed} failed, ${pending} to be rendered.\n  Messages: ${sent} sent, ${toSend} to be sent, ${sendingFailed} failed, ${inDoubt} in doubt.\n`,
    );
  }
  if (run.state === 'DRAFT' && run.letterCount !== null) {
    process.stdout.write(await summarizeRun(redress, id));
  }
}

function describeRun({ id, state, reportName, yearEnding, startedBy, publishAt }: Run): string {
  const moment = publishAt === null ? '' : `, public from ${publishAt}`;
  return `${id}  ${state}  ${reportName}, year ending ${yearEnding}, started by ${startedBy}${moment}\n`;
}

function parseMoment(text: string): string {
  const hasZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(
    text,
  );
  const moment = new Date(text);
  if (hasZone && !Number.isNaN(moment.getTime())) return moment.toISOString();
  throw new CommandError(
    'OPTION_INVALID',
    `[run] --at must be a moment with its time zone, for example 2020-07-29T09:00:00Z, but got ${JSON.stringify(text)}.`,
  );
}
