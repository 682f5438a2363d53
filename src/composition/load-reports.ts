import { installedReports } from '../plugins/index.ts';
import { loadReportPackages } from '../reports/load-report-packages.ts';
import type { AnyReport } from '../reports/report.ts';

/** The reports that ship and those of packages, in the order in which they are listed. */
export async function loadReports(
  packages: readonly string[],
  folder?: string,
): Promise<readonly AnyReport[]> {
  return [...installedReports, ...(await loadReportPackages(packages, folder))];
}
