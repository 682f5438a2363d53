import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { loadReports } from '../composition/load-reports.ts';
import { loadReportPackages } from '../reports/load-report-packages.ts';
import type { AnyReport } from '../reports/report.ts';
import { CommandError } from './command.error.ts';

const pluginsFile = 'src/plugins/index.ts';
const isReportList = z.object({
  installedReports: z.array(
    z.custom<AnyReport>((value) => typeof value === 'object' && value !== null),
  ),
});

/**
 * The reports that an author works on: in a project those of its sources as they were saved last, so that nothing has to be
 * built first; elsewhere those that are installed. And those of packages.
 *
 * @throws CommandError `REPORT_LOAD_FAILED` for sources that do not load; ReportPackagesError.
 */
export async function loadAuthorReports(
  packages: readonly string[],
  folder: string = process.cwd(),
): Promise<readonly AnyReport[]> {
  const file = join(folder, pluginsFile);
  if (!existsSync(file) || !canReadTypeScript()) return loadReports(packages);
  const own = await import(pathToFileURL(file).href).catch((cause: unknown) => {
    throw loadFailed(cause instanceof Error ? cause.message : String(cause));
  });
  const parsed = isReportList.safeParse(own);
  if (!parsed.success) throw loadFailed('it does not export "installedReports", a list of reports');
  return [...parsed.data.installedReports, ...(await loadReportPackages(packages, folder))];
}

/** Whether this Node reads the project's sources: all that Redress runs on but the oldest, and what tests run on. */
function canReadTypeScript(): boolean {
  return Boolean(process.features.typescript) || import.meta.filename.endsWith('.ts');
}

function loadFailed(reason: string): CommandError {
  return new CommandError(
    'REPORT_LOAD_FAILED',
    `[report] ${pluginsFile}: expected a module that loads, but it does not: ${reason.split('\n')[0]}`,
  );
}
