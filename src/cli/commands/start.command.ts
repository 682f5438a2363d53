import { flushCompileCache } from 'node:module';
import type { Command } from 'commander';
import { readProcessName, runProcess, startProcesses } from '../../composition/start-processes.ts';
import { type StartOptions, startServer } from '../../composition/start-server.ts';
import { processVariables, workersExpected } from '../../config/process-settings.ts';
import { parseSettings } from '../../config/settings.ts';
import { createApiKey, listApiKeys } from '../../resolvers/access/api-key.repository.ts';
import { CommandError } from '../command.error.ts';
import { ownProgram } from '../own-program.ts';
import { createProgressBar } from '../progress-bar.ts';
import { stopSignal } from '../stop-signal.ts';

/** `redress start`: the whole server. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('starts the gateway with all subgraphs, the site and the explorer')
    .option('--no-sample', 'leave an empty database empty')
    .option(
      '--workers <number>',
      'processes that answer, on one port (default: REDRESS_WORKERS, or 1)',
    )
    .action(async (options: { sample: boolean; workers?: string }) => {
      const name = readProcessName();
      if (name !== undefined) return runProcess(name, readStartSettings, stopOfProcess());
      const settings = readStartSettings(options.workers);
      const bar = createProgressBar({ stream: process.stdout });
      const start: StartOptions = {
        sample: options.sample,
        onSampleProgress: ({ phase, done, total }) => bar.update(phase, done, total),
      };
      const server =
        settings.workers === 1
          ? await startServer(settings, start)
          : await startProcesses(settings, { ...start, program: ownProgram, words: ['start'] });
      bar.finish();
      await createFirstKey(server.database);
      process.stdout.write(
        [
          '',
          'Redress is ready.',
          `  Councils and letters   ${server.url}/`,
          `  A letter               ${server.url}/letters/2020/dartford.html`,
          `  Explorer               ${server.url}/graphql`,
          `  Studio                 ${server.url}/studio`,
          ...(settings.workers === 1
            ? []
            : [`  Answered by            ${settings.workers} processes`]),
          '',
          'Press Ctrl-C to stop.',
          '',
        ].join('\n'),
      );
      // Written now, for a server may end in any way.
      flushCompileCache();
      await stopSignal();
      await server.close();
    });
}

/** Someone at a terminal stops all processes at once: then the first one tells the others to end. */
function stopOfProcess(): Promise<void> {
  process.on('SIGINT', () => {});
  return new Promise((resolve) => process.once('SIGTERM', () => resolve()));
}

/** The settings. Someone at a terminal wants to read the addresses below, not a line a request, unless they ask for it. */
function readStartSettings(workers?: string) {
  const settings = parseSettings(
    workers === undefined ? process.env : { ...process.env, REDRESS_WORKERS: readWorkers(workers) },
  );
  return process.stderr.isTTY && !process.env.LOG_LEVEL
    ? { ...settings, logLevel: 'warn' as const }
    : settings;
}

function readWorkers(text: string): string {
  if (processVariables.REDRESS_WORKERS.safeParse(text).success) return text;
  throw new CommandError(
    'OPTION_INVALID',
    `[start] --workers ${workersExpected}, but got ${JSON.stringify(text)}.`,
  );
}

/** An administrator needs a first key to make others with: it is made once and shown once. */
async function createFirstKey(database: Parameters<typeof listApiKeys>[0]): Promise<void> {
  if ((await listApiKeys(database)).length > 0) return;
  const now = new Date().toISOString();
  const { key } = await createApiKey(database, 'first key', ['admin'], now);
  process.stdout.write(
    `\nYour administrator key, shown this once (send it as "Authorization: Bearer …"):\n  ${key}\n`,
  );
}
