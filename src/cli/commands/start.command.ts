import { flushCompileCache } from 'node:module';
import type { Command } from 'commander';
import { parseSettings } from '../../config/settings.ts';
import { startServer } from '../../main.ts';
import { createApiKey, listApiKeys } from '../../resolvers/access/api-key.repository.ts';
import { createProgressBar } from '../progress-bar.ts';
import { stopSignal } from '../stop-signal.ts';

/** `redress start`: the whole server. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description('starts the gateway with all subgraphs, the site and the explorer')
    .option('--no-sample', 'leave an empty database empty')
    .action(async (options: { sample: boolean }) => {
      const settings = readStartSettings();
      const bar = createProgressBar({ stream: process.stdout });
      const server = await startServer(settings, {
        sample: options.sample,
        onSampleProgress: ({ phase, done, total }) => bar.update(phase, done, total),
      });
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

/** The settings. Someone at a terminal wants to read the addresses below, not a line a request, unless they ask for it. */
function readStartSettings() {
  const settings = parseSettings(process.env);
  return process.stderr.isTTY && !process.env.LOG_LEVEL
    ? { ...settings, logLevel: 'warn' as const }
    : settings;
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
