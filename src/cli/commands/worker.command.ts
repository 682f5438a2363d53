import type { Command } from 'commander';
import { startWorker } from '../../composition/start-worker.ts';
import { createLogger } from '../../config/create-logger.ts';
import { stopSignal } from '../stop-signal.ts';
import { withRedress } from '../with-redress.ts';

/** `redress worker`: renders and sends letters, publishes them at their moment, and tells other tools. */
export function addWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('renders and delivers runs in a process of its own; several on PostgreSQL')
    .action(() =>
      withRedress(async (redress, settings) => {
        const worker = await startWorker(redress, settings, createLogger(settings));
        process.stdout.write('The worker is ready. Press Ctrl-C to stop.\n');
        await stopSignal();
        await worker.close();
      }),
    );
}
