import type { Command } from 'commander';
import type { Redress } from '../../composition/assemble-redress.ts';
import { createLogger } from '../../config/create-logger.ts';
import { describeOperator } from '../../database/history/change-origin.ts';
import { openOwnConnection } from '../../database/own-connection.ts';
import { findUnfinishedRun } from '../../database/runs/find-unfinished.ts';
import type { RunStanding } from '../../resolvers/reports/run-desk.ts';
import { createRenderJob } from '../../runs/render.job.ts';
import { nameWorker, runWorker } from '../../runs/run-worker.ts';
import { createProgressBar } from '../progress-bar.ts';
import { summarizeRun } from '../summarize-run.ts';
import { withRedress } from '../with-redress.ts';
import { parseYearOption } from '../year-option.ts';

interface RunOptions {
  yearEnding: string;
  council?: string[];
}

/** `redress report run NAME`: a letter for each council, rendered and kept. Stopped, it goes on where it was. */
export function addReportRunCommand(report: Command): void {
  report
    .command('run')
    .description(
      'renders one letter a council into the database; stopped, the same command goes on',
    )
    .argument('<name>', 'name of the report, for example annual-letter')
    .requiredOption('--year-ending <year>', 'the year ending 31 March, for example 2020')
    .option(
      '--council <code...>',
      'only councils with these ONS codes; all with figures if left out',
    )
    .action((name: string, options: RunOptions) =>
      withRedress(async (redress, settings) => {
        redress.registry.get(name);
        const yearEnding = parseYearOption('report run', options.yearEnding);
        const councils = options.council === undefined ? null : { codes: options.council };
        const wanted = { reportName: name, yearEnding, councils };
        const database = redress.databases.reports;
        const unfinished = await findUnfinishedRun(database, wanted);
        const run =
          unfinished ??
          (await redress.runs.startRun({
            report: name,
            yearEnding,
            councils,
            by: describeOperator(),
          }));
        const stopped = new AbortController();
        const stop = () => stopped.abort();
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
        process.stdout.write(
          `${unfinished === null ? 'Started' : 'Going on with'} run ${run.id}: ${name}, year ending ${yearEnding}.\n`,
        );
        const standing = await workOn(redress, run.id, stopped, createLogger(settings));
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
        const isDone = standing.total !== null && standing.pending === 0;
        if (!isDone) {
          process.stdout.write(
            `Stopped: ${standing.rendered} of ${standing.total ?? 'its'} letters are rendered and kept. The same command goes on.\n`,
          );
          process.exitCode = 130;
          return;
        }
        process.stdout.write(await summarizeRun(redress, run.id));
        if (standing.failed > 0 || standing.total === 0) process.exitCode = 1;
      }),
    );
}

/** Renders letters of a run, or waits for whoever does, until all are done or it is told to stop. */
async function workOn(
  redress: Redress,
  runId: string,
  stopped: AbortController,
  logger: ReturnType<typeof createLogger>,
): Promise<RunStanding> {
  const { engine, openAskForRuns: openAsk, runs } = redress;
  const [own, beating] = [
    await openOwnConnection(redress.databases.reports),
    await openOwnConnection(redress.databases.reports),
  ];
  const database = own.databases.reports;
  const bar = createProgressBar({ stream: process.stderr });
  const holder = nameWorker();
  const done = new AbortController();
  const signal = AbortSignal.any([stopped.signal, done.signal]);
  const job = createRenderJob({ database, engine, openAsk, holder, runId, onChange: runs.changed });
  const working = runWorker(
    {
      database: beating.databases.reports,
      logger,
      holder,
      jobs: [job],
      pollMs: 200,
    },
    signal,
  );
  let standing = await read(redress, runId);
  while (!signal.aborted) {
    standing = await read(redress, runId);
    const { total, rendered, failed, pending } = standing;
    if (total !== null) bar.update('Rendering letters', rendered + failed, total);
    if (total !== null && pending === 0) done.abort();
    else await runs.nextChange();
  }
  await working;
  await own.close();
  await beating.close();
  standing = await read(redress, runId);
  bar.finish();
  return standing;
}

async function read({ runs }: Redress, runId: string): Promise<RunStanding> {
  const standing = (await runs.standings([runId])).get(runId);
  if (standing === undefined) throw new Error(`The run ${runId} is gone.`);
  return standing;
}
