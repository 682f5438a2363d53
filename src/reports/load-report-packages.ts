import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkReport } from './check-definition.ts';
import type { AnyReport } from './report.ts';

/** Packages of reports that cannot be loaded. `problems` has every one of them. */
export class ReportPackagesError extends Error {
  override readonly name = 'ReportPackagesError';
  readonly code = 'REPORT_PACKAGE_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * The reports of packages, in order. A package is a module that exports `reports`, an array of what `defineReport` gives.
 *
 * @param names Names of installed packages (`hello-report`, `@team/reports`), or paths of files or folders, from `folder`.
 * @param folder Where names and paths start. Default: the current folder.
 * @throws ReportPackagesError that names every package that is missing or is none.
 */
export async function loadReportPackages(
  names: readonly string[],
  folder: string = process.cwd(),
): Promise<AnyReport[]> {
  const loaded = await Promise.all(names.map((name) => loadPackage(name, folder)));
  const problems = loaded.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  if (problems.length > 0) throw new ReportPackagesError(problems);
  return loaded.flatMap(({ reports }) => reports);
}

interface LoadedPackage {
  readonly reports: readonly AnyReport[];
  readonly problem?: string;
}

async function loadPackage(name: string, folder: string): Promise<LoadedPackage> {
  const fail = (problem: string) => ({ reports: [], problem: `[plugins:${name}] ${problem}` });
  let module: object;
  try {
    module = await import(pathToFileURL(findModule(name, folder)).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return fail(
      `expected a package that can be loaded from ${folder}, but it cannot: ${reason} Install it there, or name its file in REDRESS_PLUGINS.`,
    );
  }
  const reports: unknown = 'reports' in module ? module.reports : undefined;
  if (!Array.isArray(reports) || reports.length === 0) {
    const exported = Object.keys(module).join(', ') || 'nothing';
    return fail(
      `expected a module that exports "reports", an array of what defineReport gives, but it exports ${exported}. Write: export const reports = [myReport];`,
    );
  }
  const problems = reports.flatMap((report, index) => checkReport(report, index));
  return problems.length > 0 ? fail(problems.join(' ')) : { reports };
}

/** The file of a package or path. Paths are those that begin with a dot or a slash, or hold a backslash. */
function findModule(name: string, folder: string): string {
  const isPath = name.startsWith('.') || isAbsolute(name) || name.includes('\\');
  return createRequire(join(folder, 'package.json')).resolve(isPath ? resolve(folder, name) : name);
}
