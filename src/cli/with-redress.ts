import { assembleRedress, type Redress } from '../composition/assemble-redress.ts';
import { createLetterThread } from '../composition/letter-thread.ts';
import { loadReports } from '../composition/load-reports.ts';
import { createLogger } from '../config/create-logger.ts';
import type { Settings } from '../config/settings.ts';
import { nameOfDatabase } from '../database/open-databases.ts';
import { isSampleWanted } from '../database/sample/load-sample.ts';
import { CommandError } from './command.error.ts';
import { withDatabases } from './with-databases.ts';

/**
 * Runs something on everything put together, without listening. The database must hold councils.
 *
 * @param load Gives the reports, those of packages with them. Default: those that are installed.
 */
export function withRedress<T>(
  run: (redress: Redress, settings: Settings) => Promise<T>,
  load: typeof loadReports = loadReports,
): Promise<T> {
  return withDatabases(async (databases, settings) => {
    if (await isSampleWanted(databases)) {
      throw new CommandError(
        'DATABASE_EMPTY',
        `[redress] ${nameOfDatabase(settings.databaseUrl)} must hold councils, but it is empty. Run "redress sample" to load the sample dataset, or import your own.`,
      );
    }
    const publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    const logger = createLogger(settings);
    const reports = await load(settings.reportPackages);
    const thread = createLetterThread(settings, reports, logger);
    const parts = { reports, thread };
    const redress = assembleRedress(databases, publicUrl, logger, settings, parts);
    try {
      return await run(redress, settings);
    } finally {
      await redress.bell.close();
      await thread?.close();
      await redress.gateway.close();
    }
  });
}
