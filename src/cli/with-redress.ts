import { createLogger } from '../config/create-logger.ts';
import type { Settings } from '../config/settings.ts';
import { isSampleWanted } from '../database/sample/load-sample.ts';
import { assembleRedress, loadReports, type Redress } from '../main.ts';
import { CommandError } from './command.error.ts';
import { withDatabase } from './with-database.ts';

/** Runs something on everything put together, without listening. The database must hold councils. */
export function withRedress<T>(
  run: (redress: Redress, settings: Settings) => Promise<T>,
): Promise<T> {
  return withDatabase(async (database, settings) => {
    if (await isSampleWanted(database)) {
      throw new CommandError(
        'DATABASE_EMPTY',
        `[redress] ${settings.databaseUrl} must hold councils, but it is empty. Run "redress sample" to load the sample dataset, or import your own.`,
      );
    }
    const publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    const logger = createLogger(settings);
    const reports = await loadReports(settings.reportPackages);
    const redress = assembleRedress(database, publicUrl, logger, settings, undefined, reports);
    try {
      return await run(redress, settings);
    } finally {
      await redress.gateway.close();
    }
  });
}
